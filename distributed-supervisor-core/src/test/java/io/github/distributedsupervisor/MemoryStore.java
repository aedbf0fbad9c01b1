package io.github.distributedsupervisor;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Outlives the clusters of a test. Fails, or does not return, when it is told so. */
final class MemoryStore implements ChildStore {

    final Map<String, StoredChild> children = new ConcurrentHashMap<>();
    final AtomicInteger blocked = new AtomicInteger();
    volatile boolean failing;
    volatile boolean unreadable;
    volatile CountDownLatch gate = new CountDownLatch(0);

    @Override
    public Set<String> names() {
        enter();
        if (unreadable) {
            throw new IllegalStateException("cannot be read");
        }
        return Set.copyOf(children.keySet());
    }

    @Override
    public Map<String, byte[]> load(Collection<String> names) {
        enter();
        Map<String, byte[]> found = new HashMap<>();
        for (String name : names) {
            StoredChild child = children.get(name);
            if (child != null) {
                found.put(name, child.content());
            }
        }
        return found;
    }

    @Override
    public void save(StoredChild child) {
        enter();
        children.merge(child.name(), child, (kept, saved) -> isNewer(kept, saved) ? kept : saved);
    }

    private static boolean isNewer(StoredChild one, StoredChild other) {
        return one.incarnation() > other.incarnation()
                || (one.incarnation() == other.incarnation() && one.revision() > other.revision());
    }

    @Override
    public void forget(String name) {
        enter();
        children.computeIfPresent(name, (key, kept) -> kept.removed() ? null : kept);
    }

    private void enter() {
        if (failing) {
            throw new IllegalStateException("disk full");
        }
        try {
            blocked.incrementAndGet();
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            blocked.decrementAndGet();
        }
    }
}

package io.github.distributedsupervisor;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts; its count moves with it. Counts its own instances too, over all nodes of the virtual machine. */
@SupervisedChild("counter")
public class CounterChild implements Child, Stateful<Long> {

    static final Map<String, AtomicInteger> LIVE = new ConcurrentHashMap<>();
    static final Set<String> EVER_TWO = ConcurrentHashMap.newKeySet();

    private long count;
    private @Nullable ChildContext context;

    @Override
    public void onStart(ChildContext newContext) {
        context = newContext;
        String key = newContext.name();
        if (LIVE.computeIfAbsent(key, each -> new AtomicInteger()).incrementAndGet() > 1) {
            EVER_TWO.add(key);
        }
    }

    @Override
    public Object onCall(Object message) {
        if (message.equals("increment")) {
            return ++count;
        }
        if (message.equals("crash")) {
            throw new IllegalStateException("as told");
        }
        return message.equals("incarnation") ? context.incarnation() : count;
    }

    @Override
    public void onStop(StopReason reason) {
        LIVE.get(context.name()).decrementAndGet();
    }

    @Override
    public Long captureState() {
        return count;
    }

    @Override
    public void restoreState(Long state) {
        count = state;
    }
}

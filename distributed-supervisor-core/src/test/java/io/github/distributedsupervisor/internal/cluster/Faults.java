package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.StartReason;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.UUID;

/** Does to the children of a node what never happens. */
public final class Faults {

    private Faults() {}

    /** The node forgets its child without a word to anybody. */
    public static void lose(DistributedSupervisor supervisor, String child) {
        ChildHost host = part(supervisor, "host");
        Threads threads = part(supervisor, "threads");
        threads.control().execute(() -> host.fencing.stopSilently(Objects.requireNonNull(host.find(child))));
    }

    /** The node starts a child that runs on another one. */
    public static void duplicate(DistributedSupervisor from, DistributedSupervisor supervisor, String child) {
        ChildHost origin = part(from, "host");
        ChildHost host = part(supervisor, "host");
        Threads threads = part(supervisor, "threads");
        ChildRecord record = outdated(Objects.requireNonNull(origin.find(child)).record);
        threads.control().execute(() -> host.begin(record, StartReason.FAILOVER, reply -> {}));
    }

    /** No change that is decided on it applies. */
    private static ChildRecord outdated(ChildRecord r) {
        return new ChildRecord(
                r.spec(),
                r.revision() - 1,
                UUID.randomUUID(),
                r.phase(),
                r.host(),
                r.target(),
                r.incarnation(),
                r.startId(),
                r.established(),
                r.state(),
                r.history(),
                r.changedAt());
    }

    @SuppressWarnings("unchecked")
    private static <T> T part(DistributedSupervisor supervisor, String name) {
        try {
            Field parts = supervisor.getClass().getDeclaredField("parts");
            parts.setAccessible(true);
            Object all = parts.get(supervisor);
            Method part = all.getClass().getDeclaredMethod(name);
            part.setAccessible(true);
            return (T) part.invoke(all);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}

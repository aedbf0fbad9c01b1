package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.StartReason;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.registry.StoredSpec;
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
        ChildRecord record = recordOf(from, child);
        begin(supervisor, record, record.spec());
    }

    /** The node starts a child that no record names, of the type of one that it runs. */
    public static void orphan(DistributedSupervisor supervisor, String child, String name) {
        ChildRecord record = recordOf(supervisor, child);
        StoredSpec spec = record.spec();
        StoredSpec unknown = new StoredSpec(spec.type(), name, spec.arguments(), spec.restart(), spec.shutdown());
        begin(supervisor, record, unknown);
    }

    private static ChildRecord recordOf(DistributedSupervisor supervisor, String child) {
        ChildHost host = part(supervisor, "host");
        return Objects.requireNonNull(host.find(child)).record;
    }

    /** No change that is decided on this record applies. */
    private static void begin(DistributedSupervisor supervisor, ChildRecord r, StoredSpec spec) {
        ChildHost host = part(supervisor, "host");
        Threads threads = part(supervisor, "threads");
        ChildRecord outdated = new ChildRecord(
                spec,
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
        threads.control().execute(() -> host.begin(outdated, StartReason.FAILOVER, reply -> {}));
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

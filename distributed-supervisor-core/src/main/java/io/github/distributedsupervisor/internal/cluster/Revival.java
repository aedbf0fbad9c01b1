package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.StartReason;
import io.github.distributedsupervisor.internal.Time;
import io.github.distributedsupervisor.internal.messaging.Control;
import io.github.distributedsupervisor.internal.messaging.ControlReply;
import io.github.distributedsupervisor.internal.messaging.Transport;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.registry.Phase;
import io.github.distributedsupervisor.internal.registry.StoredSpec;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Brings back children that run nowhere: those that sleep, those in quarantine, those that begin with their first message. */
final class Revival {

    private final CoordinatedRecords records;
    private final Coordinator coordinator;
    private final ChildTypes types;
    private final NodeDirectory directory;
    private final Transport transport;
    private final Time time;

    Revival(
            CoordinatedRecords records,
            Coordinator coordinator,
            ChildTypes types,
            NodeDirectory directory,
            Transport transport,
            Time time) {
        this.records = records;
        this.coordinator = coordinator;
        this.types = types;
        this.directory = directory;
        this.transport = transport;
        this.time = time;
    }

    /**
     * A message waits for a child that does not run: runs it, if that is how children of its type begin.
     *
     * @param known what its sender knows to begin with it; this node may not know the type
     */
    void wake(String name, @Nullable StoredSpec known, Consumer<ControlReply> replyTo) {
        records.read(name, replyTo, record -> {
            if (record != null && record.phase() == Phase.PASSIVE) {
                resume(record, replyTo);
            } else if (record != null && record.live()) {
                replyTo.accept(ControlReply.ok(record.incarnation()));
            } else {
                StoredSpec own = types.onDemand(name);
                StoredSpec spec = own != null ? own : known;
                if (spec == null) {
                    replyTo.accept(ControlReply.NONE);
                } else {
                    coordinator.start(spec, UUID.randomUUID(), replyTo);
                }
            }
        });
    }

    /** Lets a quarantined child run again. */
    void pardon(String name, Consumer<ControlReply> replyTo) {
        records.read(name, replyTo, record -> {
            if (record != null && record.phase() == Phase.QUARANTINED) {
                resume(record, replyTo);
            } else {
                replyTo.accept(ControlReply.NONE);
            }
        });
    }

    private void resume(ChildRecord record, Consumer<ControlReply> replyTo) {
        String node = directory.view().placementOf(record.spec());
        ChildRecord resumed = record.resumed(node, time.epochMillis());
        records.write(record, resumed, replyTo, outcome -> {
            if (!outcome.applied()) {
                replyTo.accept(ControlReply.RETRY);
                return;
            }
            if (node != null && node.equals(directory.self())) {
                coordinator.adopt(record.name(), resumed.incarnation(), StartReason.WAKE, reply -> {});
            } else if (node != null) {
                transport.control(node, Control.adopt(record.name(), resumed.incarnation(), StartReason.WAKE));
            }
            replyTo.accept(ControlReply.ok(record.incarnation()));
        });
    }
}

package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.NodePin;
import io.github.distributedsupervisor.SupervisorNode;
import io.github.distributedsupervisor.internal.messaging.Control;
import io.github.distributedsupervisor.internal.messaging.ControlReply;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Moves and restarts that somebody asks for. Asked of the coordinator, done by the host, which alone vacates its record.
 * What the request leads to is written into the record first, so that a host that dies meanwhile is no excuse. Runs on the
 * control thread.
 */
final class Relocation {

    private final ChildHost host;
    private final CoordinatedRecords records;
    private final Departure departure;
    private final NodeDirectory directory;
    private final NodeRequests requests;

    Relocation(
            ChildHost host,
            CoordinatedRecords records,
            Departure departure,
            NodeDirectory directory,
            NodeRequests requests) {
        this.host = host;
        this.records = records;
        this.departure = departure;
        this.directory = directory;
        this.requests = requests;
    }

    /** RESTART, MOVE or UNPIN; NONE when there is no such child, or none that runs. */
    void handle(Control request, Consumer<ControlReply> replyTo) {
        HostedChild child = host.find(request.name());
        if (child != null) {
            here(request, child, replyTo);
            return;
        }
        records.read(request.name(), replyTo, record -> {
            String node = record == null ? null : record.host();
            if (record == null || !record.live()) {
                replyTo.accept(ControlReply.NONE);
            } else if (node == null) {
                nowhere(request, record, replyTo);
            } else if (node.equals(directory.self()) || !directory.view().alive(node)) {
                replyTo.accept(ControlReply.RETRY); // about to begin here, or elsewhere
            } else {
                requests.ask(node, request, replyTo);
            }
        });
    }

    private void here(Control request, HostedChild child, Consumer<ControlReply> replyTo) {
        if (child.stage == HostedChild.Stage.LEAVING) {
            replyTo.accept(ControlReply.RETRY);
        } else if (!child.settled()) {
            child.whenSettled(() -> handle(request, replyTo));
        } else if (request.kind() == Control.Kind.RESTART) {
            restart(request, child, replyTo);
        } else if (request.kind() == Control.Kind.MOVE) {
            move(request, child, replyTo);
        } else {
            pin(child, null, () -> replyTo.accept(ControlReply.ok(child.record.incarnation())));
        }
    }

    private void restart(Control request, HostedChild child, Consumer<ControlReply> replyTo) {
        if (child.record.incarnation() > request.number()) {
            replyTo.accept(ControlReply.ok(child.record.incarnation())); // a repeated request: it was restarted
        } else if (child.record.incarnation() < request.number()) {
            replyTo.accept(ControlReply.RETRY); // no such instance yet
        } else {
            departure.release(child.name, child.record.incarnation(), directory.self(), true, replyTo);
        }
    }

    private void move(Control request, HostedChild child, Consumer<ControlReply> replyTo) {
        String target = request.node();
        NodePin pin = pinTo(target, child.record);
        if (target == null || pin == null) {
            replyTo.accept(unavailable());
            return;
        }
        pin(child, pin, () -> {
            if (target.equals(directory.self())) {
                replyTo.accept(ControlReply.ok(child.record.incarnation()));
            } else {
                departure.release(child.name, 0, target, false, replyTo);
            }
        });
    }

    private void pin(HostedChild child, @Nullable NodePin pin, Runnable then) {
        host.change(child, record -> record.pinned(pin), then);
    }

    private void nowhere(Control request, ChildRecord record, Consumer<ControlReply> replyTo) {
        NodePin pin = pinTo(request.node(), record);
        if (request.kind() == Control.Kind.RESTART) {
            replyTo.accept(ControlReply.NONE);
        } else if (request.kind() == Control.Kind.MOVE && pin == null) {
            replyTo.accept(unavailable());
        } else {
            records.write(
                    record,
                    record.pinned(pin),
                    replyTo,
                    outcome -> replyTo.accept(
                            outcome.applied() ? ControlReply.ok(record.incarnation()) : ControlReply.RETRY));
        }
    }

    /** As binding as the pin that the child has; null when that node takes no children. */
    private @Nullable NodePin pinTo(@Nullable String target, ChildRecord record) {
        List<SupervisorNode> nodes = directory.nodes();
        NodePin present = record.spec().pin();
        boolean required = present != null && present.required();
        return nodes.stream()
                .filter(node -> node.id().equals(target))
                .filter(node -> directory.view().nodesFor(record.spec().type()).contains(node.id()))
                .findFirst()
                .map(node -> new NodePin(NodeNames.lasting(nodes, node), required))
                .orElse(null);
    }

    private static ControlReply unavailable() {
        return ControlReply.declined("that node takes no children now, or none of that type");
    }
}

package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.StartReason;
import io.github.distributedsupervisor.internal.messaging.ControlReply;
import io.github.distributedsupervisor.internal.reconcile.LocalChild;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.runtime.ChildProcess;
import io.github.distributedsupervisor.internal.runtime.Mailbox;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A name on this node. Changed on the control thread only; others may look. */
final class HostedChild {

    /** What this node is doing with the child. */
    enum Stage {
        /** {@code onStart} runs, or the record of it is being written. */
        STARTING,
        /** Handles messages. */
        RUNNING,
        /** Crashed; its record is being written. */
        ENDING,
        /** Waits for its restart. */
        BACKING_OFF,
        /** Is being stopped or moved. */
        LEAVING
    }

    final String name;
    final Mailbox mailbox;
    volatile ChildRecord record;
    volatile Stage stage = Stage.STARTING;
    volatile ChildProcess process;
    volatile long touchedMillis;
    private StartReason startReason;
    long openedAtMillis;
    /** What a store is to keep of it, if the grid ends before it has written that. */
    @Nullable
    ChildRecord last;

    boolean superseded;
    final List<Consumer<ControlReply>> startWaiters = new ArrayList<>();
    private final List<Runnable> deferred = new ArrayList<>();
    private final Deque<Runnable> changes = new ArrayDeque<>();

    HostedChild(ChildRecord record, StartReason startReason, Mailbox mailbox, ChildProcess process) {
        this.name = record.name();
        this.record = record;
        this.startReason = startReason;
        this.mailbox = mailbox;
        this.process = process;
    }

    /** Its record was written. */
    void recorded(ChildRecord written, Census census) {
        record = written;
        census.hosts(written);
    }

    /** Why the current process was started; the next one is a restart. */
    StartReason takeStartReason() {
        StartReason taken = startReason;
        startReason = StartReason.RESTART;
        return taken;
    }

    boolean settled() {
        return stage == Stage.RUNNING || stage == Stage.BACKING_OFF;
    }

    LocalChild snapshot() {
        ChildRecord seen = record;
        return new LocalChild(name, seen.incarnation(), seen.revision(), settled());
    }

    /** Runs something now, or when the child is neither starting nor ending any more. */
    void whenSettled(Runnable action) {
        if (settled()) {
            action.run();
        } else {
            deferred.add(action);
        }
    }

    /** To be called at each change of the stage to a settled one, and at the end. */
    void runDeferred() {
        List<Runnable> actions = List.copyOf(deferred);
        deferred.clear();
        actions.forEach(Runnable::run);
    }

    /** Runs a change of the record when those before it are written; {@link #turnIsOver} must follow. */
    void inTurn(Runnable change) {
        changes.add(change);
        if (changes.size() == 1) {
            change.run();
        }
    }

    void turnIsOver() {
        changes.remove();
        Runnable next = changes.peek();
        if (next != null) {
            next.run();
        }
    }

    void answerStart(ControlReply reply) {
        List<Consumer<ControlReply>> waiters = List.copyOf(startWaiters);
        startWaiters.clear();
        waiters.forEach(waiter -> waiter.accept(reply));
    }

    boolean isCurrent(@Nullable ChildProcess candidate) {
        return process == candidate;
    }
}

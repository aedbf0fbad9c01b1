package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.internal.Time;
import io.github.distributedsupervisor.internal.messaging.Control;
import io.github.distributedsupervisor.internal.messaging.ControlReply;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.registry.Registry;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last states of children that this node had to stop without being allowed to write them down. If nobody else has run
 * such a child meanwhile, it goes on with that state; else the instance that goes on is told of it. Runs on the control
 * thread.
 */
final class FencedStates {

    private static final Logger LOG = LoggerFactory.getLogger(FencedStates.class);
    private static final long KEPT_MILLIS = 120_000;
    private static final long AGAIN_MILLIS = 500;

    private final Registry registry;
    private final NodeDirectory directory;
    private final NodeRequests requests;
    private final ChildHost host;
    private final Threads threads;
    private final Time time;
    private final Map<String, Kept> kept = new HashMap<>();
    private final SettlingTime settlingTime = new SettlingTime(KEPT_MILLIS);
    private final Set<String> asking = new HashSet<>();
    private boolean again;

    /**
     * @param state what the child was when it stopped
     * @param common what its record had: the state that both sides may have begun with
     */
    private record Kept(long incarnation, byte[] state, byte @Nullable [] common, long sinceMillis) {}

    FencedStates(Registry registry, NodeDirectory directory, NodeRequests requests, ChildHost host, Threads threads) {
        this.registry = registry;
        this.directory = directory;
        this.requests = requests;
        this.host = host;
        this.threads = threads;
        this.time = Time.SYSTEM;
    }

    void keep(ChildRecord record, byte[] state) {
        long now = time.millis();
        settlingTime.possible(!host.fencing.isOn(), now);
        kept.put(record.name(), new Kept(record.incarnation(), state, record.state(), now));
    }

    /** The state with which a new instance is to begin, if nobody has run the child since it stopped here. */
    byte @Nullable [] stateFor(ChildRecord record) {
        Kept state = kept.get(record.name());
        return state == null || state.incarnation() != record.incarnation() ? null : state.state();
    }

    /** An instance here has begun with its state. */
    void used(String name) {
        kept.remove(name);
    }

    /** Tells the instances that went on elsewhere of what was here, and tries again until all have heard it. */
    void settle() {
        settleAgain();
        long now = time.millis();
        settlingTime.possible(!host.fencing.isOn(), now);
        if (host.fencing.isOn()) {
            return; // what this node reads now may be the records of nobody else, for as long as the split lasts
        }
        kept.values().removeIf(state -> settlingTime.isOver(state.sinceMillis(), now));
        for (String name : Set.copyOf(kept.keySet())) {
            registry.read(name)
                    .whenCompleteAsync(
                            (record, failure) -> {
                                if (failure == null) {
                                    settle(name, record);
                                }
                            },
                            threads.control());
        }
    }

    private void settleAgain() {
        if (again || kept.isEmpty()) {
            return;
        }
        Runnable repeated = () -> {
            again = false;
            settle();
        };
        try {
            threads.scheduler()
                    .schedule(() -> threads.control().execute(repeated), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            again = true;
        } catch (RejectedExecutionException e) {
            LOG.debug("closed", e);
        }
    }

    private void settle(String name, @Nullable ChildRecord record) {
        Kept state = kept.get(name);
        if (state == null || (record != null && record.live() && record.incarnation() <= state.incarnation())) {
            return; // it is about to begin again
        }
        if (record == null || !record.live()) {
            kept.remove(name);
            return;
        }
        String node = record.host();
        if (node != null && directory.view().alive(node)) {
            Consumer<ControlReply> told = reply -> {
                if (reply.status() == ControlReply.Status.OK) {
                    kept.remove(name, state);
                }
            };
            if (node.equals(directory.self())) {
                tell(name, state.state(), state.common(), told);
            } else if (asking.add(name)) { // once at a time: it is merged as often as it is told
                requests.ask(node, Control.conflict(name, state.state(), state.common()), reply -> {
                    asking.remove(name);
                    told.accept(reply);
                });
            }
        }
    }

    /** Another instance of a child of this node ran on the other side of a split, and ended with this state. */
    void tell(String name, byte[] state, byte @Nullable [] common, Consumer<ControlReply> replyTo) {
        HostedChild child = host.find(name);
        if (child == null || child.stage != HostedChild.Stage.RUNNING) {
            replyTo.accept(ControlReply.RETRY);
            return;
        }
        child.process.mergeState(state, isSame(common, child.record.state()) ? common : null);
        replyTo.accept(ControlReply.ok(child.record.incarnation()));
    }

    private static boolean isSame(byte @Nullable [] one, byte @Nullable [] other) {
        return one != null && Arrays.equals(one, other);
    }
}

package io.github.distributedsupervisor.internal.reconcile;

import io.github.distributedsupervisor.Restart;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.registry.Phase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares records, membership and local children, and says what to do about the difference. A pure function: it can be
 * simulated, and it can answer what would happen if.
 */
public final class Reconciler {

    private Reconciler() {}

    /** The actions of this node, in no particular order; none of them when all is as it should be. */
    public static List<Action> decide(ReconcileInput input) {
        List<Action> actions = new ArrayList<>();
        decideAsHost(input, actions);
        decideAsCoordinator(input, actions);
        return actions;
    }

    private static void decideAsHost(ReconcileInput input, List<Action> actions) {
        Map<String, LocalChild> children = new HashMap<>();
        for (LocalChild child : input.children()) {
            children.put(child.name(), child);
        }
        for (ChildRecord record : input.hosted()) {
            LocalChild child = children.remove(record.name());
            if (child != null) {
                decideAboutChild(input.view(), record, child, actions);
            } else if (record.hostedBy(input.view().self())) {
                decideAboutMissingChild(input, record, actions);
            }
        }
        for (LocalChild child : children.values()) {
            if (child.settled()) {
                actions.add(new Action.Reassert(child.name(), child.incarnation()));
            }
        }
    }

    private static void decideAboutChild(ClusterView view, ChildRecord record, LocalChild child, List<Action> actions) {
        if (!child.settled() || isInstanceOf(record, child, view.self())) {
            return;
        }
        if (record.incarnation() < child.incarnation() && record.live()) {
            // a backup that was promoted missed the claim of this child, or the read is old
            actions.add(new Action.Reassert(child.name(), child.incarnation()));
        } else if (record.revision() >= child.revision() || record.incarnation() > child.incarnation()) {
            actions.add(new Action.StopObsolete(child.name(), child.incarnation()));
        }
    }

    private static boolean isInstanceOf(ChildRecord record, LocalChild child, String self) {
        return record.hostedBy(self) && record.incarnation() == child.incarnation();
    }

    private static void decideAboutMissingChild(ReconcileInput input, ChildRecord record, List<Action> actions) {
        boolean justClaimed =
                record.phase() == Phase.STARTING && !input.overdue().contains(record.name());
        if (justClaimed) {
            return; // whoever claimed it is about to begin
        }
        if (record.phase() == Phase.STOPPING) {
            actions.add(new Action.Bury(record));
        } else if (input.view().ready(input.view().self())) {
            actions.add(new Action.StartAnew(record));
        } else {
            actions.add(new Action.Vacate(record));
        }
    }

    private static void decideAsCoordinator(ReconcileInput input, List<Action> actions) {
        int moves = input.moving().size();
        for (ChildRecord record : input.coordinated()) {
            Action action = decideAboutRecord(input, record, moves);
            if (action != null) {
                actions.add(action);
            }
            if (action instanceof Action.RequestRelease || record.phase() == Phase.RELEASED) {
                moves++;
            }
        }
    }

    private static @Nullable Action decideAboutRecord(ReconcileInput input, ChildRecord record, int moves) {
        if (!record.live()) {
            boolean expired = input.now() - record.changedAt() > input.limits().tombstoneMillis();
            return expired ? new Action.Forget(record) : null;
        }
        if (record.phase() == Phase.RELEASED) {
            return decideAboutReleased(input, record);
        }
        String host = record.host();
        if (host == null || !input.view().alive(host)) {
            return decideAboutOrphan(input.view(), record);
        }
        return decideAboutHosted(input, record, host, moves);
    }

    private static @Nullable Action decideAboutReleased(ReconcileInput input, ChildRecord record) {
        ClusterView view = input.view();
        String target = record.target();
        if (view.ready(target) && !input.overdue().contains(record.name())) {
            return new Action.Assign(record, Objects.requireNonNull(target), false);
        }
        String node = view.placementOf(record.name());
        return node == null ? null : new Action.Assign(record, node, false);
    }

    private static @Nullable Action decideAboutOrphan(ClusterView view, ChildRecord record) {
        if (record.phase() == Phase.STOPPING || record.spec().restart() == Restart.TEMPORARY) {
            return new Action.Bury(record);
        }
        String node = view.placementOf(record.name());
        return node == null ? null : new Action.Assign(record, node, true);
    }

    private static @Nullable Action decideAboutHosted(
            ReconcileInput input, ChildRecord record, String host, int moves) {
        ClusterView view = input.view();
        String better = view.placementOf(record.name());
        boolean movable = record.phase() == Phase.RUNNING || record.phase() == Phase.RESTARTING;
        if (!movable || better == null || better.equals(host) || input.moving().contains(record.name())) {
            return null;
        }
        boolean move = switch (view.stateOf(host)) {
            case READY ->
                view.stableMillis() >= input.limits().stableAfterMillis()
                        && moves < input.limits().maxConcurrentMoves();
            // the child waits for its partition, which is about to leave too, so that it moves only once
            case DRAINING -> better.equals(view.ownerOf().apply(record.name()));
            case EVICTING -> true;
            case ABSENT -> false;
        };
        return move ? new Action.RequestRelease(record, host, better) : null;
    }
}

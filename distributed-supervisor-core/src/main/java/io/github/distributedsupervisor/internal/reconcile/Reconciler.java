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
        if (!child.settled()) {
            return;
        }
        if (isInstanceOf(record, child, view.self())) {
            if (record.revision() < child.revision()) { // of a backup that missed what has become of this child
                actions.add(new Action.Reassert(child.name(), child.incarnation()));
            }
            return;
        }
        boolean runs = record.phase() == Phase.RUNNING || record.phase() == Phase.RESTARTING;
        if (runs && record.hostedBy(view.self()) && record.incarnation() > child.incarnation()) {
            actions.add(new Action.Adopt(record));
        } else if (record.incarnation() < child.incarnation() && record.live()) {
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
        } else if (!input.view().readyNodes().isEmpty()) {
            actions.add(new Action.Vacate(record));
        } // else nobody takes it, and what this node has just put away of it is newer than its record
    }

    private static void decideAsCoordinator(ReconcileInput input, List<Action> actions) {
        Placer placer = new Placer(input.view());
        Investigation investigation = new Investigation(
                input.view(), input.suspects(), input.now(), record -> placer.choose(record.spec(), null) != null);
        int moves = input.moving().size() + (input.limits().alone() ? input.arriving() : 0);
        for (ChildRecord record : input.coordinated()) {
            Action action = decideAboutRecord(input, record, moves, placer, investigation);
            if (action != null) {
                actions.add(action);
            }
            if (action instanceof Action.RequestRelease || (action != null && record.phase() == Phase.RELEASED)) {
                moves++;
            }
        }
    }

    private static @Nullable Action decideAboutRecord(
            ReconcileInput input, ChildRecord record, int moves, Placer placer, Investigation investigation) {
        return switch (record.phase()) {
            case REMOVED -> {
                boolean expired =
                        input.now() - record.changedAt() > input.limits().tombstoneMillis();
                yield expired ? new Action.Forget(record) : null;
            }
            case QUARANTINED, PASSIVE -> null; // until somebody asks for it
            case RELEASED -> decideAboutReleased(input, record, placer);
            case STARTING, RUNNING, RESTARTING, STOPPING -> {
                String host = record.host();
                yield host == null || !input.view().alive(host)
                        ? decideAboutOrphan(record, placer, investigation)
                        : decideAboutHosted(input, record, host, moves, placer);
            }
        };
    }

    private static @Nullable Action decideAboutReleased(ReconcileInput input, ChildRecord record, Placer placer) {
        String target = record.target();
        if (input.view().ready(target) && !input.overdue().contains(record.name())) {
            return new Action.Assign(record, Objects.requireNonNull(target), false);
        }
        return assign(record, placer, false);
    }

    private static @Nullable Action decideAboutOrphan(ChildRecord record, Placer placer, Investigation investigation) {
        if (record.phase() == Phase.STOPPING || record.spec().restart() == Restart.TEMPORARY) {
            return new Action.Bury(record);
        }
        return switch (investigation.of(record)) {
            case START -> assign(record, placer, true);
            case SUSPECT -> {
                Long ranMillis = investigation.ranMillis(record);
                yield new Action.Suspect(record, ranMillis == null ? 0 : ranMillis);
            }
            case WAIT -> null;
            case QUARANTINE -> new Action.Quarantine(record);
        };
    }

    private static @Nullable Action assign(ChildRecord record, Placer placer, boolean hostDied) {
        String node = placer.choose(record.spec(), null);
        if (node == null) {
            return null;
        }
        placer.moved(null, node);
        return new Action.Assign(record, node, hostDied);
    }

    private static @Nullable Action decideAboutHosted(
            ReconcileInput input, ChildRecord record, String host, int moves, Placer placer) {
        ClusterView view = input.view();
        boolean movable = record.phase() == Phase.RUNNING || record.phase() == Phase.RESTARTING;
        if (!movable || input.moving().contains(record.name())) {
            return null;
        }
        String better = placer.choose(record.spec(), host);
        if (better == null) {
            // it requires a node that is not ready: its host, when that leaves
            boolean leaves = view.stateOf(host) == NodeState.EVICTING && placer.anyReady();
            return leaves ? new Action.RequestRelease(record, host, null) : null;
        }
        if (better.equals(host) || !mayMove(input, record, host, better, moves)) {
            return null;
        }
        placer.moved(host, better);
        return new Action.RequestRelease(record, host, better);
    }

    /** What a node that leaves gives away is enough to move; and who has just moved is not moved on. */
    private static boolean mayMoveForBalance(ReconcileInput input, ChildRecord record, int moves) {
        ReconcileInput.Limits limits = input.limits();
        return input.view().stableMillis() >= limits.stableAfterMillis()
                && moves < limits.maxConcurrentMoves()
                && input.now() - record.history().movedAt() >= limits.minResidencyMillis()
                && !input.view().anyLeaves();
    }

    private static boolean mayMove(ReconcileInput input, ChildRecord record, String host, String better, int moves) {
        ClusterView view = input.view();
        if (input.limits().alone() && moves > 0) {
            return false;
        }
        return switch (view.stateOf(host)) {
            case READY -> mayMoveForBalance(input, record, moves);
            // the child waits for its partition, which is about to leave too, so that it moves only once
            case DRAINING -> better.equals(view.ownerOf().apply(record.name()));
            case EVICTING -> true;
            case ABSENT -> false;
        };
    }
}

package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.Quorum;
import io.github.distributedsupervisor.internal.messaging.ControlReply.Status;
import io.github.distributedsupervisor.internal.reconcile.NodeState;
import io.github.distributedsupervisor.internal.registry.RegistryModel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** One process of the simulated cluster. Its id as a member changes when its side of a split gives in. */
final class SimulatedNode {

    private static final long FIRST_EXCHANGE = 2_000;

    private final String process;
    private final Simulation simulation;
    private final SimulatedClock clock;
    private final Mandate mandate;
    private final SimulatedDirectory directory;
    private final SimulatedKeeper keeper;
    private final SimulatedHost host;
    private final SimulatedCoordinator coordinator;
    private final SimulatedActions actions;
    private final SimulatedLoop loop;
    private final Deque<Runnable> held = new ArrayDeque<>();
    private String id;
    private int timesMerged;
    private RegistryModel store;
    private boolean running;
    private boolean over;
    private long endedAt;
    private boolean paused;
    private long pausedAt;
    private long pauses;

    SimulatedNode(String process, Simulation simulation, SimulatedClock clock) {
        this.process = process;
        this.id = process;
        this.simulation = simulation;
        this.clock = clock;
        this.mandate = new Mandate(Quorum.majority(), Simulation.LEASE, clock);
        this.directory = new SimulatedDirectory(this, simulation);
        this.keeper = new SimulatedKeeper(this, simulation);
        this.host = new SimulatedHost(this, simulation);
        this.coordinator = new SimulatedCoordinator(this, simulation);
        this.actions = new SimulatedActions(this, simulation);
        this.loop = new SimulatedLoop(this, simulation);
        clearStore();
    }

    String process() {
        return process;
    }

    String id() {
        return id;
    }

    SimulatedClock clock() {
        return clock;
    }

    Mandate mandate() {
        return mandate;
    }

    SimulatedDirectory directory() {
        return directory;
    }

    SimulatedKeeper keeper() {
        return keeper;
    }

    SimulatedHost host() {
        return host;
    }

    SimulatedCoordinator coordinator() {
        return coordinator;
    }

    SimulatedActions actions() {
        return actions;
    }

    SimulatedLoop loop() {
        return loop;
    }

    /** The records that this member keeps, as owner of their partitions or as a backup. */
    RegistryModel store() {
        return store;
    }

    void clearStore() {
        store = new RegistryModel(simulation.uses(Mitigation.COMPARE_AND_SET));
    }

    boolean running() {
        return running;
    }

    boolean paused() {
        return paused;
    }

    /** Whether its process has ended. */
    boolean over() {
        return over;
    }

    long endedAt() {
        return endedAt;
    }

    /** Whether it takes part in anything now. */
    boolean awake() {
        return running && !paused;
    }

    /** Whether it may create and claim children when it sees these members. */
    boolean isClear(Set<String> members) {
        return !simulation.uses(Mitigation.CLEARANCE) || mandate.isClear(members);
    }

    /** Who must still be there when what it is about to create or claim is written. */
    Set<String> present() {
        boolean limited = simulation.uses(Mitigation.STILL_TOGETHER) && simulation.uses(Mitigation.CLEARANCE);
        return limited ? mandate.clearance(directory.members()) : Set.of();
    }

    boolean isReady() {
        return awake() && directory.state() == NodeState.READY;
    }

    /** Somebody is about to give out the children of all nodes but these. */
    long giveUp(Set<String> members) {
        long hold = simulation.uses(Mitigation.PROMISE) ? mandate.giveUp(members) : mandate.holdMillis(members);
        return simulation.uses(Mitigation.TAKEOVER_HOLD) ? hold : 0;
    }

    boolean mayRun() {
        return mandate.holds() || !simulation.uses(Mitigation.LEASE_CHECK);
    }

    boolean mayDecide() {
        return mandate.holds();
    }

    /** Does what another node asks for, if this one may. */
    void gated(Consumer<Status> replyTo, Runnable request) {
        if (mayDecide()) {
            request.run();
        } else {
            replyTo.accept(Status.RETRY);
        }
    }

    // ---- life

    /** It is a member now. */
    void begin(Set<String> members, String[] owners, long version) {
        if (over) {
            return;
        }
        running = true;
        directory.enter(members, owners, version);
        once(() -> directory.become(NodeState.READY, once(this::join)), FIRST_EXCHANGE)
                .run();
    }

    /** Runs an action once, at the latest when the time is over. */
    private Runnable once(Runnable action) {
        return once(action, FIRST_EXCHANGE);
    }

    private Runnable once(Runnable action, long patience) {
        boolean[] done = new boolean[1];
        Runnable guarded = () -> {
            if (!done[0]) {
                done[0] = true;
                action.run();
            }
        };
        after(patience, guarded);
        return guarded;
    }

    private void join() {
        keeper.tick();
        loop.begin();
    }

    void end() {
        running = false;
        over = true;
        endedAt = simulation.now();
        held.clear();
    }

    /** How often it has stood still. */
    long pauses() {
        return pauses;
    }

    void pause() {
        pauses++;
        paused = true;
        pausedAt = simulation.now();
    }

    /** @param clockStood whether its monotonic clock stood still as well */
    void resume(boolean clockStood) {
        if (!paused) {
            return;
        }
        paused = false;
        if (clockStood) {
            clock.standStill(simulation.now() - pausedAt);
        }
        List<Runnable> late = List.copyOf(held);
        held.clear();
        late.forEach(action -> after(simulation.between(0, 3), action));
    }

    /** Runs something here: later when the process stands still, never when it has ended. */
    void run(Runnable action) {
        if (!running) {
            return;
        }
        if (paused) {
            held.add(action);
        } else {
            action.run();
        }
    }

    void after(long delay, Runnable action) {
        simulation.after(delay, () -> run(action));
    }

    void held() {
        host.goOn();
        loop.wake();
    }

    // ---- merge

    /** @param then runs when its children have stopped */
    void merging(Runnable then) {
        if (simulation.uses(Mitigation.NO_LEASE_IN_A_MERGE)) {
            keeper.suspend();
        }
        if (simulation.uses(Mitigation.STOP_AT_MERGING)) {
            host.fence(then);
        } else {
            then.run();
        }
    }

    void takeNewId() {
        id = process + ++timesMerged;
        clearStore();
    }

    /** It is in another cluster, or the merge has failed. */
    void merged() {
        mandate.moved();
        directory.become(directory.state(), () -> {});
        keeper.resume();
    }

    @Override
    public String toString() {
        return id;
    }
}

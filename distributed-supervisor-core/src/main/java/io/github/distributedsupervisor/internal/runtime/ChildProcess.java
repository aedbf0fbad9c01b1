package io.github.distributedsupervisor.internal.runtime;

import io.github.distributedsupervisor.Shutdown;
import io.github.distributedsupervisor.StopReason;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One incarnation of a child on this node: runs its methods one after the other on a shared executor. First what the
 * supervisor wants (start, stop), then timers that are due, then messages.
 *
 * <p>Its steps are here together, because what may be done next depends on all that it knows.
 */
public final class ChildProcess {

    private static final AtomicIntegerFieldUpdater<ChildProcess> STEPS =
            AtomicIntegerFieldUpdater.newUpdater(ChildProcess.class, "steps");
    private static final int MESSAGES_PER_TURN = 64;
    private static final Duration BRUTAL_PATIENCE = Duration.ofMillis(500);

    private final String name;
    private volatile long incarnation;
    private final Mailbox mailbox;
    private final ProcessServices services;
    private final ChildTimers timers;
    private final ChildInstance instance;
    private volatile LogContext logContext;
    private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Object threadLock = new Object();
    private @Nullable Thread thread;
    /** Counts what it has done; written by who holds its turn. */
    private volatile int steps;

    private volatile boolean open;
    private volatile boolean over;
    private @Nullable StopOrder stopAfterAnswer;
    private volatile @Nullable Runnable start;
    private final LimitedMethod starting = new LimitedMethod(this);
    private final AtomicBoolean startLimited = new AtomicBoolean();
    private volatile Shutdown shutdown = Shutdown.infinity();

    public ChildProcess(String name, long incarnation, Mailbox mailbox, ProcessServices services, InstanceMaker maker) {
        this.name = name;
        this.incarnation = incarnation;
        this.mailbox = mailbox;
        this.services = services;
        this.timers = new ChildTimers(services.scheduler(), this::schedule);
        this.instance = new ChildInstance(name, new ProcessContext(this, services, timers), maker, services);
        this.logContext = new LogContext(services.name(), name, incarnation);
    }

    public String name() {
        return name;
    }

    public long incarnation() {
        return incarnation;
    }

    /** The instance goes on under a higher incarnation, because another one ran beside it. */
    public void adopt(long newIncarnation) {
        incarnation = newIncarnation;
        logContext = new LogContext(services.name(), name, newIncarnation);
        instance.adopted(newIncarnation);
    }

    /** An instance that ran beside this one has ended with that state. */
    public void mergeState(byte[] other, byte @Nullable [] common) {
        order(() -> {
            if (open && !over) {
                instance.mergeState(other, common);
            }
        });
    }

    /**
     * Makes the child, restores its state and runs {@code onStart}; the owner learns how it went.
     *
     * @param newShutdown how long {@code onStop} may take if the child ends by itself
     */
    public void start(byte @Nullable [] state, Shutdown newShutdown, ProcessOwner owner) {
        shutdown = newShutdown;
        instance.ownedBy(owner, this);
        mailbox.consumedBy(this::schedule);
        Runnable order = () -> {
            if (over || starting.isOver()) {
                return; // given up before it began
            }
            Throwable failure = instance.start(state);
            if (!starting.end() || over) {
                Thread.interrupted(); // meant for the start
                instance.stop(StopReason.SUPERSEDED, failure == null);
            } else if (failure == null) {
                owner.started(this);
            } else {
                finish();
                owner.failedToStart(this, failure);
            }
        };
        start = order;
        order(order);
    }

    /**
     * The child is to end: {@code onStart} may take as long as a stop from now on. If it does not end then, it has failed.
     * Does nothing when it has ended, or the second time. Any thread.
     */
    public void limitStart() {
        if (!starting.isOver() && startLimited.compareAndSet(false, true)) {
            starting.limit(shutdown, () -> {
                finish();
                instance.tellStartAbandoned();
            });
        }
    }

    /** From now on messages and timers are handled. */
    public void open() {
        open = true;
        schedule();
    }

    /**
     * Stops the process after the current message. Seal the mailbox first.
     *
     * @param capture whether the state is wanted
     * @param limits how long it may take once begun
     * @param giveUpAfter when the current message takes longer, the stop is given up; null to insist
     */
    public CompletableFuture<Stopped> stop(
            StopReason reason, boolean capture, Shutdown limits, @Nullable Duration giveUpAfter) {
        StopOrder stop = new StopOrder(this, reason, capture, limits);
        order(stop);
        if (giveUpAfter != null) {
            after(giveUpAfter, stop::giveUp);
        } else {
            stop.limit();
        }
        return stop.result();
    }

    boolean isOver() {
        return over;
    }

    /** Whether the stop must wait for the answer to a message; then it is run again when that has come. */
    boolean postpones(StopOrder stop) {
        if (instance.messages().awaitsAnswer()) {
            stopAfterAnswer = stop;
            return true;
        }
        return false;
    }

    /** Ends the child, on its thread; returns its state if that is wanted. */
    byte @Nullable [] end(StopReason reason, boolean capture, boolean callOnStop) {
        instance.messages().giveUpAnswers();
        open = false;
        timers.close();
        byte[] state = capture ? instance.capture() : null;
        instance.stop(reason, callOnStop);
        finish();
        return state;
    }

    /** The number of what it does right now; 0 when it does nothing. Any thread. */
    public int currentStep() {
        synchronized (threadLock) {
            return thread == null ? 0 : steps;
        }
    }

    /** Where it is right now. Any thread. */
    public StackTraceElement[] currentStack() {
        synchronized (threadLock) {
            return thread == null ? new StackTraceElement[0] : thread.getStackTrace();
        }
    }

    boolean isOwnThread() {
        synchronized (threadLock) {
            return thread == Thread.currentThread();
        }
    }

    void checkpoint() {
        if (!isOwnThread()) {
            throw new IllegalStateException("checkpoint is for the child's own methods and timers; child '" + name
                    + "' was asked for one by thread " + Thread.currentThread().getName());
        }
        instance.checkpoint();
    }

    /** Whether the answer of a message is still to come. */
    public boolean awaitsAnswer() {
        return instance.messages().awaitsAnswer();
    }

    /** Whether a timer is set. */
    public boolean hasTimers() {
        return timers.anyActive();
    }

    /** The child wants to end after the current message. */
    void requestEnd(@Nullable Throwable failure) {
        instance.requestEnd(failure);
        order(() -> {});
    }

    void order(Runnable action) {
        orders.add(action);
        schedule();
    }

    /** Looks again whether there is something to do: the node may run children again. */
    public void wake() {
        schedule();
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            try {
                services.executor().execute(this::turn);
            } catch (RejectedExecutionException e) {
                scheduled.set(false); // the supervisor is closed
            }
        }
    }

    private void turn() {
        synchronized (threadLock) {
            thread = Thread.currentThread();
        }
        try {
            for (int i = 0; i < MESSAGES_PER_TURN && step(); i++) {
                Thread.interrupted();
            }
        } finally {
            synchronized (threadLock) {
                thread = null;
                Thread.interrupted();
            }
            scheduled.set(false);
            boolean permitted = services.permit().holds();
            boolean free = open && !over && !mustWait() && permitted;
            boolean ordered = !orders.isEmpty() && !startMustWait(permitted);
            if (ordered || (free && (timers.anyDue() || !mailbox.isEmpty()))) {
                schedule();
            }
        }
    }

    /** Does one thing; false when there is nothing to do. */
    private boolean step() {
        STEPS.lazySet(this, Math.max(1, steps + 1)); // once per message, so as cheap as it can be
        logContext.enter(); // each time: the code of the child may have cleared it
        boolean permitted = services.permit().holds(); // once: in between it may end, and come again
        if (startMustWait(permitted)) {
            return false;
        }
        Runnable order = orders.poll();
        if (order != null) {
            boolean starts = order == start;
            start = starts ? null : start;
            if (starts && !permitted) {
                finish(); // a stop came before it could begin
            } else {
                order.run();
            }
            stopIfAnswered();
            return endIfRequested();
        }
        if (!open || over || mustWait()) {
            return false;
        }
        if (instance.endRequested()) {
            return endIfRequested();
        }
        if (!permitted) {
            return false; // this process may have stood still, and the child may run elsewhere by now
        }
        if (timers.anyDue()) {
            instance.guard(timers::runNext);
            return endIfRequested();
        }
        Delivery delivery = mailbox.poll();
        if (delivery == null) {
            return false;
        }
        if (services.time().nanos() - delivery.expiresAtNanos() > 0) {
            delivery.reply(Reply.Refused.NOT_HERE); // nobody waits for it any more
            return true;
        }
        instance.messages().handle(delivery);
        return endIfRequested();
    }

    /** Whether the first thing to do is the start, and this node may run no child. */
    private boolean startMustWait(boolean permitted) {
        return start != null && orders.peek() == start && orders.size() == 1 && !permitted;
    }

    /** Whether no message or timer may be handled before the answers of others have come. */
    private boolean mustWait() {
        return instance.messages().awaitsAnswer() && (!instance.messages().reentrant() || instance.endRequested());
    }

    /** A stop that waited for an answer goes on when that has come. */
    private void stopIfAnswered() {
        StopOrder stop = stopAfterAnswer;
        if (stop != null && !instance.messages().awaitsAnswer()) {
            stopAfterAnswer = null;
            stop.run();
        }
    }

    private boolean endIfRequested() {
        if (over) {
            return !orders.isEmpty();
        }
        boolean patient = !(instance.messages().reentrant() && instance.crashed());
        if (instance.messages().awaitsAnswer() && patient) {
            return !orders.isEmpty();
        }
        if (instance.endRequested() && open) {
            open = false;
            instance.messages().giveUpAnswers();
            timers.close();
            endByItself();
        }
        return true;
    }

    private void endByItself() {
        LimitedMethod ending = new LimitedMethod(this);
        boolean brutal =
                shutdown.mode() == Shutdown.Mode.BRUTAL_KILL; // a child that ends by itself has onStop all the same
        ending.limit(brutal ? Shutdown.timeout(BRUTAL_PATIENCE) : shutdown, () -> {
            finish();
            instance.tellEndAbandoned();
        });
        instance.end();
        if (ending.end()) {
            finish();
            instance.tellEnded();
        }
    }

    void finish() {
        over = true;
        open = false;
        timers.close();
    }

    void interrupt() {
        synchronized (threadLock) {
            if (thread != null) {
                thread.interrupt();
            }
        }
    }

    /** Counts the time from here: something is interrupted at its end, and given up after twice as much. */
    void limit(Shutdown limits, Runnable interruption, Runnable giveUp) {
        switch (limits.mode()) {
            case INFINITY -> {}
            case TIMEOUT -> {
                after(limits.timeout(), interruption);
                after(limits.timeout().multipliedBy(2), giveUp);
            }
            case BRUTAL_KILL -> {
                interruption.run();
                after(BRUTAL_PATIENCE, giveUp);
            }
        }
    }

    void after(Duration delay, Runnable action) {
        try {
            services.scheduler().schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            action.run(); // closed: no more time
        }
    }
}

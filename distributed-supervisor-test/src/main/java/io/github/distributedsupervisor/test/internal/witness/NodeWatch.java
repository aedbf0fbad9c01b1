package io.github.distributedsupervisor.test.internal.witness;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.internal.runtime.ChildWatch;
import io.github.distributedsupervisor.internal.runtime.InstanceMaker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;

/** Writes the lives of one node into the log, and lets its children run, wait, or do nothing any more. */
public final class NodeWatch implements ChildWatch {

    private enum Mode {
        RUNNING,
        PAUSED,
        DEAD
    }

    private record Turn(Executor executor, Runnable task) {}

    private final LifeLog log;
    private final int node;
    private final Object lock = new Object();
    private final Queue<Turn> waiting = new ArrayDeque<>();
    private final List<Executor> singleThreads = new ArrayList<>();
    private Mode mode = Mode.RUNNING;
    private boolean buried;
    private int turns;

    /** A watch on a node that runs. */
    public NodeWatch(LifeLog log, int node) {
        this.log = log;
        this.node = node;
    }

    @Override
    public InstanceMaker watch(String name, long incarnation, InstanceMaker maker) {
        Map<Child, Integer> lives = Collections.synchronizedMap(new IdentityHashMap<>());
        return new InstanceMaker() {
            @Override
            public Child make() throws Exception {
                int life = begin(name, incarnation);
                try {
                    Child child = maker.make();
                    lives.put(child, life);
                    return child;
                } catch (Throwable e) {
                    log.ended(life);
                    throw e;
                }
            }

            @Override
            public void adopted(long newIncarnation) {
                lives.values().forEach(life -> log.adopted(life, newIncarnation));
            }

            @Override
            public String type() {
                return maker.type();
            }

            @Override
            public Set<String> answers() {
                return maker.answers();
            }

            @Override
            public void dispose(Child child) {
                try {
                    maker.dispose(child);
                } finally {
                    Integer life = lives.remove(child);
                    if (life != null) {
                        log.ended(life);
                    }
                }
            }
        };
    }

    /** What a dead node still makes is no life. */
    private int begin(String name, long incarnation) {
        synchronized (lock) {
            int life = log.began(name, incarnation, node);
            if (mode == Mode.DEAD) {
                log.ended(life);
            }
            return life;
        }
    }

    @Override
    public void attach(Executor singleThread) {
        synchronized (lock) {
            singleThreads.add(singleThread);
        }
    }

    @Override
    public Executor hold(Executor children) {
        return task -> {
            synchronized (lock) {
                if (mode == Mode.RUNNING) {
                    children.execute(() -> run(new Turn(children, task)));
                } else if (mode == Mode.PAUSED) {
                    waiting.add(new Turn(children, task));
                }
            }
        };
    }

    private void run(Turn turn) {
        synchronized (lock) {
            if (mode != Mode.RUNNING) {
                waiting.add(turn);
                return;
            }
            turns++;
        }
        try {
            turn.task().run();
        } finally {
            synchronized (lock) {
                turns--;
                lock.notifyAll();
            }
        }
    }

    /**
     * Lets no child begin anything, and waits for what they are doing.
     *
     * @return whether all had finished in time
     */
    public boolean pause(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (lock) {
            mode = Mode.PAUSED;
            singleThreads.forEach(thread -> thread.execute(this::waitWhileHeld));
            long left = deadline - System.nanoTime();
            while (turns > 0 && left > 0) {
                lock.wait(1 + left / 1_000_000);
                left = deadline - System.nanoTime();
            }
            return turns == 0;
        }
    }

    /** Lets the children go on. */
    public void resume() {
        List<Turn> held;
        synchronized (lock) {
            mode = Mode.RUNNING;
            held = new ArrayList<>(waiting);
            waiting.clear();
            lock.notifyAll();
        }
        held.forEach(turn -> turn.executor().execute(() -> run(turn)));
    }

    private void waitWhileHeld() {
        synchronized (lock) {
            while (mode == Mode.PAUSED || mode == Mode.DEAD && !buried) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return; // the supervisor is closed
                }
            }
        }
    }

    /** Nothing of this node runs any more; its instances are dead. */
    public void kill() {
        synchronized (lock) {
            mode = Mode.DEAD;
            waiting.clear();
            singleThreads.forEach(thread -> thread.execute(this::waitWhileHeld));
            log.died(node);
        }
    }

    /** Lets the threads of a dead node end. */
    public void bury() {
        synchronized (lock) {
            buried = true;
            lock.notifyAll();
        }
    }
}

package io.github.distributedsupervisor.multijvm;

import io.github.distributedsupervisor.ChildUnavailableException;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.OutcomeUnknownException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Increments children chosen by chance, so many each second whatever the answers say, and counts how each call ended. It
 * writes down for each child how many increments were acknowledged.
 */
public final class CallLoad implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(CallLoad.class);
    private static final int MAX_OUTSTANDING = 50_000;
    private static final long STEP_MILLIS = 10;
    private static final long LAST_ANSWERS_SECONDS = 15;

    private final DistributedSupervisor supervisor;
    private final int children;
    private final int perSecond;
    private final Path acknowledgedFile;
    private final Random random;
    private final Semaphore free = new Semaphore(MAX_OUTSTANDING);
    private final Map<String, AtomicInteger> acknowledged = new ConcurrentHashMap<>();
    private final AtomicLong ok = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong unavailable = new AtomicLong();
    private final AtomicLong unknown = new AtomicLong();
    private final AtomicLong slowestMillis = new AtomicLong();
    private final Thread thread = new Thread(this, "load");
    private volatile boolean stopped;

    /**
     * @param children calls go to the first so many, named by {@link WitnessNode#nameOf}
     * @param perSecond how many calls
     * @param seed makes the choice of the children repeatable
     * @param acknowledgedFile where {@link #stop} writes
     */
    public CallLoad(DistributedSupervisor supervisor, int children, int perSecond, long seed, Path acknowledgedFile) {
        this.supervisor = supervisor;
        this.children = children;
        this.perSecond = perSecond;
        this.random = new Random(seed);
        this.acknowledgedFile = acknowledgedFile;
    }

    /** Begins. */
    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Sends no more, waits for the answers and writes the file. */
    public void stop() throws InterruptedException, IOException {
        stopped = true;
        thread.join();
        if (!free.tryAcquire(MAX_OUTSTANDING, LAST_ANSWERS_SECONDS, TimeUnit.SECONDS)) {
            LOG.error("{} calls were never answered", MAX_OUTSTANDING - free.availablePermits());
            failed.addAndGet(MAX_OUTSTANDING - free.availablePermits());
        }
        List<String> lines = new ArrayList<>();
        acknowledged.forEach((name, count) -> lines.add(name + " " + count));
        Files.write(acknowledgedFile, lines);
    }

    /** How the calls have ended so far: {@code name=number} words. */
    public String counts() {
        return "ok=" + ok + " failed=" + failed + " unavailable=" + unavailable + " unknown=" + unknown + " slowest="
                + slowestMillis;
    }

    @Override
    public void run() {
        long started = System.nanoTime();
        long sent = 0;
        try {
            while (!stopped) {
                long due = (System.nanoTime() - started) / 1_000_000 * perSecond / 1_000;
                while (sent < due && !stopped) {
                    free.acquire();
                    call(WitnessNode.nameOf(random.nextInt(children)));
                    sent++;
                }
                Thread.sleep(STEP_MILLIS);
            }
        } catch (InterruptedException e) {
            LOG.info("the load ends", e);
        }
    }

    private void call(String name) {
        long began = System.nanoTime();
        CompletableFuture<Long> answer;
        try {
            answer = supervisor.callAsync(name, WitnessChild.INCREMENT);
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        answer.whenComplete((count, failure) -> {
            long millis = (System.nanoTime() - began) / 1_000_000;
            slowestMillis.accumulateAndGet(millis, Math::max);
            count(name, failure, millis);
            free.release();
        });
    }

    private void count(String name, @Nullable Throwable failure, long millis) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause == null) {
            ok.incrementAndGet();
            acknowledged.computeIfAbsent(name, each -> new AtomicInteger()).incrementAndGet();
        } else if (cause instanceof OutcomeUnknownException) {
            unknown.incrementAndGet();
        } else {
            (cause instanceof ChildUnavailableException ? unavailable : failed).incrementAndGet();
            LOG.warn("a call to {} failed after {} ms: {}", name, millis, cause.toString());
        }
    }
}

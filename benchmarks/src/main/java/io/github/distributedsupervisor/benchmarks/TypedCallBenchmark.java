package io.github.distributedsupervisor.benchmarks;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.DistributedSupervisor;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * A call by interface beside one by message, to a child on the same node: time and allocated bytes of each. Prints the
 * ratios.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 10, time = 2)
@Fork(3)
@SuppressWarnings("NullAway.Init") // the harness calls start first
public class TypedCallBenchmark {

    private HazelcastInstance hazelcast;
    private DistributedSupervisor supervisor;
    private Echo echo;
    private long number;

    /** Starts a node with one child. */
    @Setup
    public void start() {
        hazelcast = Hazelcast.newHazelcastInstance(Loopback.config(6121));
        supervisor = DistributedSupervisor.builder(hazelcast)
                .childType(EchoChild.class)
                .build();
        supervisor.startChild(ChildSpec.of(EchoChild.class).name("echo"));
        echo = supervisor.child("echo", Echo.class);
    }

    /** Stops the node. */
    @TearDown
    public void stop() {
        supervisor.close();
        hazelcast.getLifecycleService().terminate();
    }

    /**
     * By message.
     *
     * @return the answer
     */
    @Benchmark
    public Object message() {
        return supervisor.call("echo", number++);
    }

    /**
     * By interface.
     *
     * @return the answer
     */
    @Benchmark
    public long typed() {
        return echo.echo(number++);
    }

    /**
     * Runs both.
     *
     * @param arguments none
     * @throws Exception when the benchmark cannot be run
     */
    public static void main(String[] arguments) throws Exception {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(TypedCallBenchmark.class.getName())
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
        double time = 1;
        double bytes = 1;
        for (RunResult result : results) {
            boolean typed = result.getParams().getBenchmark().endsWith(".typed");
            double nanos = result.getPrimaryResult().getScore();
            double allocated = Objects.requireNonNull(
                            result.getSecondaryResults().get("gc.alloc.rate.norm"))
                    .getScore();
            time = typed ? time * nanos : time / nanos;
            bytes = typed ? bytes * allocated : bytes / allocated;
        }
        System.out.printf(Locale.ROOT, "BENCHMARK typed-call time_ratio=%.2f allocation_ratio=%.2f%n", time, bytes);
    }
}

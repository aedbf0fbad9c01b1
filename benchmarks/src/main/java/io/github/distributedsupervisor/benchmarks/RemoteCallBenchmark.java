package io.github.distributedsupervisor.benchmarks;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.jet.impl.util.Util;
import com.hazelcast.spi.impl.operationservice.OperationService;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.DistributedSupervisor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/**
 * Calls per second to children on another node, beside raw Hazelcast operations that are answered by another thread, in
 * alternating rounds of one run: two JVMs on loopback, 500 in flight, eight bytes. Prints the medians of both and of their ratio.
 */
public final class RemoteCallBenchmark {

    private static final int IN_FLIGHT = 500;
    private static final int CHILDREN = 16;
    private static final int ROUNDS = 41;
    private static final int WARM_UP_ROUNDS = 12;
    private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(700);

    private RemoteCallBenchmark() {}

    /**
     * Runs the benchmark.
     *
     * @param arguments {@code host} for the process that is called, which this program starts by itself
     * @throws Exception when a process cannot be started
     */
    public static void main(String[] arguments) throws Exception {
        HazelcastInstance hazelcast = Hazelcast.newHazelcastInstance(Loopback.config(6101));
        DistributedSupervisor supervisor = DistributedSupervisor.builder(hazelcast)
                .childType(EchoChild.class)
                .build();
        if (arguments.length > 0 && arguments[0].equals("host")) {
            System.in.read(); // until the parent is gone
            Runtime.getRuntime().halt(0);
        }
        Process host = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        RemoteCallBenchmark.class.getName(),
                        "host")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            compare(hazelcast, supervisor);
        } finally {
            host.destroyForcibly();
            supervisor.close();
            hazelcast.getLifecycleService().terminate();
        }
    }

    private static void compare(HazelcastInstance hazelcast, DistributedSupervisor supervisor) throws Exception {
        List<String> names = remoteChildren(supervisor);
        Member other = hazelcast.getCluster().getMembers().stream()
                .filter(member -> !member.localMember())
                .findFirst()
                .orElseThrow();
        OperationService operations = Util.getNodeEngine(hazelcast).getOperationService();
        LongFunction<CompletionStage<?>> raw = i -> operations
                .createInvocationBuilder("hz:impl:mapService", new EchoOperation(i), other.getAddress())
                .invoke();
        LongFunction<CompletionStage<?>> call = i -> supervisor.callAsync(names.get((int) (i % CHILDREN)), i);
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            round(raw);
            round(call);
        }
        List<Double> raws = new ArrayList<>();
        List<Double> calls = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            raws.add(round(raw));
            calls.add(round(call));
            // of neighbours in time, because a machine may be slow for a while
            ratios.add(calls.get(i) / raws.get(i));
        }
        System.out.printf(
                Locale.ROOT,
                "BENCHMARK remote-call calls_per_s=%.0f raw_operations_per_s=%.0f ratio=%.2f%n",
                median(calls),
                median(raws),
                median(ratios));
    }

    private static List<String> remoteChildren(DistributedSupervisor supervisor) throws InterruptedException {
        List<String> names = new ArrayList<>();
        for (int i = 0; names.size() < CHILDREN; i++) {
            String name = "echo-" + i;
            if (supervisor.nodes().size() < 2 || supervisor.isMine(name)) {
                Thread.sleep(10);
                continue;
            }
            supervisor.startChild(ChildSpec.of(EchoChild.class).name(name));
            names.add(name);
        }
        return names;
    }

    private static double round(LongFunction<CompletionStage<?>> request) throws InterruptedException {
        Semaphore free = new Semaphore(IN_FLIGHT);
        long begin = System.nanoTime();
        long count = 0;
        while (System.nanoTime() - begin < ROUND_NANOS) {
            free.acquire();
            // an executor of one's own: the default one would be a new thread for each answer on small machines
            request.apply(count++).whenCompleteAsync((answer, failure) -> free.release(), Runnable::run);
        }
        free.acquire(IN_FLIGHT);
        return count * 1e9 / (System.nanoTime() - begin);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}

package io.github.distributedsupervisor.multijvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.sun.management.ThreadMXBean;
import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildPage;
import io.github.distributedsupervisor.ChildQuery;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.RecommendedHazelcastSettings;
import io.github.distributedsupervisor.SupervisedChild;
import io.github.distributedsupervisor.SupervisorOperations;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What operators ask of 100,000 children on three nodes costs what they ask for, not what there is. */
class HundredThousandChildrenIT {

    private static final int CHILDREN = 100_000;
    private static final int LIMIT = 50;
    private static final int ROUNDS = 20;

    private static final List<HazelcastInstance> MEMBERS = new ArrayList<>();
    private static final List<DistributedSupervisor> SUPERVISORS = new ArrayList<>();
    private static SupervisorOperations operations;

    /** Does nothing. */
    @SupervisedChild("idle")
    public static class IdleChild implements Child {}

    @BeforeAll
    static void startChildren() {
        String cluster = "many-" + UUID.randomUUID();
        int port = 28_000 + 10 * ThreadLocalRandom.current().nextInt(200);
        for (int i = 0; i < 3; i++) {
            HazelcastInstance member = Hazelcast.newHazelcastInstance(config(cluster, port));
            MEMBERS.add(member);
            SUPERVISORS.add(DistributedSupervisor.builder(member)
                    .childType(IdleChild.class)
                    .backupCount(1)
                    .build());
        }
        operations = SUPERVISORS.get(0).operations();
        await().until(() -> MEMBERS.get(0).getPartitionService().isClusterSafe());
        for (int from = 0; from < CHILDREN; from += 10_000) {
            List<ChildSpec> specs = IntStream.range(from, from + 10_000)
                    .mapToObj(i -> ChildSpec.of(IdleChild.class).name("child-%06d".formatted(i)))
                    .toList();
            assertThat(SUPERVISORS.get(0).startChildren(specs)).allMatch(result -> result.failure() == null);
        }
        await().atMost(Duration.ofMinutes(2))
                .until(() -> operations.overview().children().of(ChildStatus.RUNNING) == CHILDREN);
    }

    private static Config config(String cluster, int port) {
        Config config = new Config().setClusterName(cluster);
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        RecommendedHazelcastSettings.applyTo(config);
        config.getNetworkConfig().setPort(port).setPortCount(10);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getTcpIpConfig().setEnabled(true);
        for (int i = 0; i < 3; i++) {
            config.getNetworkConfig().getJoin().getTcpIpConfig().addMember("127.0.0.1:" + (port + i));
        }
        return config;
    }

    @AfterAll
    static void stop() {
        MEMBERS.forEach(member -> member.getLifecycleService().terminate());
        SUPERVISORS.forEach(DistributedSupervisor::close);
    }

    @Test
    void aPageCostsWhatIsOnIt() {
        ChildQuery query = ChildQuery.ALL.limit(LIMIT);
        List<Long> micros = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        operations.children(query);
        long before = allocatedByInquiries();
        for (int i = 0; i < ROUNDS; i++) {
            long begin = System.nanoTime();
            ChildPage page = operations.children(query);
            operations.overview();
            micros.add(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin));
            assertThat(page.items()).hasSize(LIMIT);
            assertThat(page.total()).isEqualTo(CHILDREN);
            assertThat(page.unreachable()).isEmpty();
            page.items().forEach(item -> seen.add(item.name()));
            query = query.after(page.after());
        }
        long perRoundAndNode = (allocatedByInquiries() - before) / ROUNDS / SUPERVISORS.size();

        assertThat(seen)
                .isEqualTo(IntStream.range(0, ROUNDS * LIMIT)
                        .mapToObj("child-%06d"::formatted)
                        .toList());
        // a list of the 33,000 names alone would be more than a megabyte
        assertThat(perRoundAndNode).isLessThan(64 * 1024);
        report("page of " + LIMIT + " with overview", micros, perRoundAndNode);
    }

    @Test
    void aSearchLooksAtAllNamesButListsFew() {
        ChildQuery query = ChildQuery.ALL.limit(LIMIT).contains("777");
        List<Long> micros = new ArrayList<>();
        operations.children(query);
        long before = allocatedByInquiries();
        for (int i = 0; i < ROUNDS; i++) {
            long begin = System.nanoTime();
            ChildPage page = operations.children(query);
            micros.add(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin));
            assertThat(page.items()).hasSize(LIMIT);
            assertThat(page.total())
                    .isEqualTo(IntStream.range(0, CHILDREN)
                            .filter(each -> "child-%06d".formatted(each).contains("777"))
                            .count());
        }
        long perRoundAndNode = (allocatedByInquiries() - before) / ROUNDS / SUPERVISORS.size();
        assertThat(perRoundAndNode).isLessThan(2 * 1024 * 1024);
        report("search for a part of a name", micros, perRoundAndNode);
    }

    /** What the threads that answer questions have allocated so far, on all nodes. */
    private static long allocatedByInquiries() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(info -> info != null && info.getThreadName().contains("inquiry"))
                .mapToLong(info -> threads.getThreadAllocatedBytes(info.getThreadId()))
                .sum();
    }

    private static void report(String what, List<Long> micros, long bytes) {
        List<Long> sorted = micros.stream().sorted().toList();
        System.out.printf(
                "%s of %,d children on 3 nodes: median %.1f ms, longest %.1f ms, %,d bytes allocated on each node%n",
                what, CHILDREN, sorted.get(ROUNDS / 2) / 1e3, sorted.get(ROUNDS - 1) / 1e3, bytes);
    }
}

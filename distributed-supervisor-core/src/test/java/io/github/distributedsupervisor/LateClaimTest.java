package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.registry.Outcome;
import io.github.distributedsupervisor.internal.registry.Registry;
import io.github.distributedsupervisor.internal.registry.StoredSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A claim that was decided while all were there, but is written when one of them is gone. */
class LateClaimTest {

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private final Config config = TestCluster.config("late-" + UUID.randomUUID());
    private final HazelcastInstance claimant = Hazelcast.newHazelcastInstance(config);
    private final HazelcastInstance other = Hazelcast.newHazelcastInstance(config);
    private final HazelcastInstance lost = Hazelcast.newHazelcastInstance(config);
    private final Registry registry =
            new Registry(new Registry.Place(claimant, "late", 2, null, threads), threads, threads, () -> false);

    @AfterEach
    void stop() {
        Stream.of(claimant, other, lost)
                .forEach(member -> member.getLifecycleService().terminate());
        threads.shutdownNow();
    }

    @Test
    void isRefusedByTheOwnerOfTheRecordHereAndElsewhere() throws Exception {
        await().until(() -> claimant.getPartitionService().isClusterSafe());
        Set<String> all = members();
        List<ChildRecord> created = new ArrayList<>();
        for (HazelcastInstance owner : List.of(claimant, other)) {
            String name = TestCluster.nameWhere("child-", each -> owns(owner, each));
            Outcome outcome = registry.create(null, recordOf(name), all).get(10, TimeUnit.SECONDS);
            assertThat(outcome.applied()).isTrue();
            created.add(outcome.current());
        }

        lost.getLifecycleService().terminate();
        await().until(() -> Stream.of(claimant, other)
                .allMatch(member -> member.getCluster().getMembers().size() == 2));

        for (ChildRecord record : created) {
            ChildRecord claimed = record.claimedBy("claimant", 2);
            Outcome late = registry.compareAndSet(record, claimed, all).get(10, TimeUnit.SECONDS);
            assertThat(late.applied()).isFalse();
            assertThat(late.current())
                    .isNotNull()
                    .extracting(ChildRecord::changeId)
                    .isEqualTo(record.changeId());

            Outcome fresh = registry.compareAndSet(record, claimed, members()).get(10, TimeUnit.SECONDS);
            assertThat(fresh.applied()).isTrue();
        }
        Outcome none = registry.create(null, recordOf("another"), all).get(10, TimeUnit.SECONDS);
        assertThat(none.applied()).isFalse();
        assertThat(none.current()).isNull();
    }

    private static ChildRecord recordOf(String name) {
        StoredSpec spec =
                new StoredSpec("type", name, new byte[0], Restart.PERMANENT, Shutdown.timeout(Duration.ofSeconds(1)));
        return ChildRecord.create(spec, null, null, UUID.randomUUID(), 1);
    }

    private boolean owns(HazelcastInstance member, String name) {
        Member owner = claimant.getPartitionService().getPartition(name).getOwner();
        return member.getCluster().getLocalMember().equals(owner);
    }

    private Set<String> members() {
        return claimant.getCluster().getMembers().stream()
                .map(member -> member.getUuid().toString())
                .collect(Collectors.toSet());
    }
}

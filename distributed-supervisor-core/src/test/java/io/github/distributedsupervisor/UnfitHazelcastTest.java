package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.config.Config;
import com.hazelcast.config.EvictionConfig;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.config.NearCacheConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.github.distributedsupervisor.UnfitHazelcastException.Reason;
import io.github.distributedsupervisor.internal.registry.RecordMergePolicy;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a supervisor refuses to be built on, in words and in types. */
class UnfitHazelcastTest {

    private final Config config = TestCluster.config("unfit-" + UUID.randomUUID());
    private HazelcastInstance hazelcast;

    @AfterEach
    void stop() {
        hazelcast.getLifecycleService().terminate();
    }

    private void refused(Reason reason, String... parts) {
        assertThatThrownBy(() -> DistributedSupervisor.builder(hazelcast).build())
                .isInstanceOfSatisfying(UnfitHazelcastException.class, e -> {
                    assertThat(e.reason()).isEqualTo(reason);
                    assertThat(e).hasMessageContainingAll(parts);
                });
    }

    private void refusedMap(Consumer<MapConfig> lossy, String why) {
        MapConfig map = new MapConfig("default.children");
        map.getMergePolicyConfig().setPolicy(RecordMergePolicy.class.getName());
        lossy.accept(map);
        hazelcast = Hazelcast.newHazelcastInstance(config.addMapConfig(map));
        refused(Reason.LOSES_RECORDS, "'default.children'", why);
        hazelcast.getLifecycleService().terminate();
    }

    @Test
    void refusesAMapThatLosesRecords() {
        refusedMap(map -> map.setTimeToLiveSeconds(60), "without eviction");
        refusedMap(map -> map.setMaxIdleSeconds(60), "without eviction");
        refusedMap(map -> map.setNearCacheConfig(new NearCacheConfig()), "without eviction");
        refusedMap(
                map -> map.setEvictionConfig(new EvictionConfig()
                        .setEvictionPolicy(EvictionPolicy.LRU)
                        .setSize(100)),
                "without eviction");
        refusedMap(map -> map.setBackupCount(0), "a backup");
        refusedMap(map -> map.setMergePolicyConfig(new MergePolicyConfig()), RecordMergePolicy.class.getName());
    }

    @Test
    void refusesAPatternThatLosesRecords() {
        hazelcast = Hazelcast.newHazelcastInstance(config.addMapConfig(new MapConfig("*").setTimeToLiveSeconds(60)));
        refused(Reason.LOSES_RECORDS, "'default.children'", "configured as '*'", "without eviction");
    }

    @Test
    void aPatternDoesNoHarmToAMapThatIsConfiguredByItsName() {
        MapConfig map = new MapConfig("default.children");
        map.getMergePolicyConfig().setPolicy(RecordMergePolicy.class.getName());
        config.addMapConfig(new MapConfig("*").setTimeToLiveSeconds(60)).addMapConfig(map);
        hazelcast = Hazelcast.newHazelcastInstance(config);

        DistributedSupervisor.builder(hazelcast).build().close();
    }

    @Test
    void refusesALiteMember() {
        hazelcast = Hazelcast.newHazelcastInstance(config.setLiteMember(true));
        refused(Reason.LITE_MEMBER, "lite member");
    }

    @Test
    void refusesASecondSupervisorOfTheSameName() {
        hazelcast = Hazelcast.newHazelcastInstance(config);
        try (DistributedSupervisor first =
                DistributedSupervisor.builder(hazelcast).build()) {
            refused(Reason.NAME_IN_USE, "'" + first.name() + "'");
        }
    }

    @Test
    void tellsThatATypeIsUnknown() {
        hazelcast = Hazelcast.newHazelcastInstance(config);
        try (DistributedSupervisor supervisor = DistributedSupervisor.builder(hazelcast)
                .childType(CounterChild.class)
                .build()) {
            assertThatThrownBy(
                            () -> supervisor.startChild(ChildSpec.of("conuter").name("one")))
                    .isInstanceOfSatisfying(UnknownChildTypeException.class, e -> {
                        assertThat(e.type()).isEqualTo("conuter");
                        assertThat(e).hasMessageContainingAll("'one'", "[counter]");
                    });
            assertThat(supervisor.whereis("one")).isEmpty();
        }
    }
}

package io.github.distributedsupervisor.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.config.Config;
import com.hazelcast.core.EntryView;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NodeEventClaimsTest {

    private static final long DAY_MILLIS = TimeUnit.DAYS.toMillis(1);

    private static final ScheduledExecutorService SCHEDULER = Executors.newScheduledThreadPool(4);
    private static HazelcastInstance hazelcast;
    private static IMap<String, String> map;
    private static NodeEventClaims claims;

    @BeforeAll
    static void startOneMember() {
        Config config = new Config().setClusterName("claims-" + UUID.randomUUID());
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        hazelcast = Hazelcast.newHazelcastInstance(config);
        claims = new NodeEventClaims(hazelcast, "claims", 1, SCHEDULER, () -> false);
        map = hazelcast.getMap("claims.node-events");
    }

    @AfterAll
    static void stop() {
        hazelcast.shutdown();
        SCHEDULER.shutdownNow();
    }

    @Test
    void givesAnEventToOneOfMany() {
        List<CompletableFuture<Boolean>> all = IntStream.range(0, 50)
                .mapToObj(i -> claims.claimDown("contested/1"))
                .toList();
        assertThat(all).filteredOn(CompletableFuture::join).hasSize(1);
    }

    @Test
    void takesEachLifeAndEachEventForItself() {
        assertThat(claims.claimUp("b/1").join()).isTrue();
        assertThat(claims.claimDown("b/1").join()).isTrue();
        assertThat(claims.claimUp("b/2").join()).isTrue();
        assertThat(claims.claimUp("b/1").join()).isFalse();
    }

    @Test
    void recognisesAClaimOfItsOwnThatIsRepeatedAfterAnUnknownOutcome() {
        ClaimNodeEvent lostAnswer = new ClaimNodeEvent("mine", DAY_MILLIS);
        map.executeOnKey("down/c/1", lostAnswer);
        assertThat(claims.claimDown("c/1").join()).isFalse();
        assertThat(map.executeOnKey("down/c/1", lostAnswer)).isEqualTo("mine");
    }

    @Test
    void keepsTheClaimThatANodeIsUpAsLongAsTheNodeAndADayLonger() {
        claims.claimUp("d/1").join();
        assertThat(view("up/d/1").getTtl()).isEqualTo(Long.MAX_VALUE);
        claims.claimDown("d/1").join();
        await().until(() -> view("up/d/1").getTtl() == DAY_MILLIS);
        assertThat(view("down/d/1").getTtl()).isEqualTo(DAY_MILLIS);
        assertThat(claims.claimUp("d/1").join()).isFalse();
    }

    private static EntryView<String, String> view(String event) {
        return map.getEntryView(event);
    }
}

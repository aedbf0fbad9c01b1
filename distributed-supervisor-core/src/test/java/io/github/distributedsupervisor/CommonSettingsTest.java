package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What all nodes must agree on. */
class CommonSettingsTest {

    @Test
    void refusesANodeThatDiffersAndSaysInWhat() {
        AtomicInteger backups = new AtomicInteger(1);
        try (TestCluster cluster = new TestCluster(builder -> builder.backupCount(backups.getAndIncrement()))) {
            cluster.add();
            assertThatThrownBy(cluster::add)
                    .hasMessageContaining("backup-count=1")
                    .hasMessageContaining("backup-count=2")
                    .isInstanceOfSatisfying(DifferentSettingsException.class, e -> {
                        assertThat(e.node()).startsWith("127.0.0.1:");
                        assertThat(e.differences())
                                .containsExactly(new DifferentSettingsException.Difference("backup-count", "2", "1"));
                    });
            assertThat(cluster.first().nodes()).hasSize(1);
        }
    }

    @Test
    void takesStrategiesThatAreWrittenInTheSamePlaceForTheSame() {
        try (TestCluster cluster = new TestCluster(builder ->
                builder.placement(request -> request.candidates().get(0).id()))) {
            cluster.add();
            cluster.add();
            assertThat(cluster.first().nodes()).hasSize(2);
        }
    }
}

package io.github.distributedsupervisor.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.distributedsupervisor.ChildSpec;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.EventConditions;
import org.junit.platform.testkit.engine.TestExecutionResultConditions;

/** What is wrong is injected, and the check after the test finds it. */
@Timeout(180)
class SupervisorClusterVerdictTest {

    private final SupervisorCluster cluster = SupervisorCluster.builder()
            .nodes(2)
            .childTypes(List.of(CounterChild.class))
            .start();

    @AfterEach
    void end() {
        cluster.close();
    }

    @Test
    void findsASecondInstance() {
        RunningChild room = startRoom();
        int other = 1 - room.node();

        cluster.log().ended(cluster.log().began("room-1", room.incarnation() + 1, other));

        assertThatThrownBy(cluster::verify)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("two instances of child 'room-1' at once")
                .hasMessageContaining("on node 0")
                .hasMessageContaining("on node 1");
    }

    @Test
    void findsAnIncarnationThatGoesBack() {
        startRoom();
        cluster.supervisor().terminateChild("room-1");

        cluster.log().ended(cluster.log().began("room-1", 7, 0));

        assertThatThrownBy(cluster::verify).hasMessageContaining("incarnation of child 'room-1' did not grow");
    }

    @Test
    void findsALostChild() {
        RunningChild room = startRoom();

        cluster.log().died(room.node());

        assertThatThrownBy(cluster::verify)
                .hasMessageContaining("child 'room-1' is lost")
                .hasMessageContaining("RUNNING");
    }

    @Test
    void failsTheTestMethod() {
        cluster.close(); // the method has one of its own

        EngineTestKit.engine("junit-jupiter")
                .selectors(DiscoverySelectors.selectClass(Wrong.class))
                .configurationParameter("junit.jupiter.conditions.deactivate", "*")
                .execute()
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        EventConditions.event(EventConditions.finishedWithFailure(
                                TestExecutionResultConditions.instanceOf(AssertionError.class),
                                TestExecutionResultConditions.message(
                                        text -> text.contains("two instances of child 'room-1' at once")))));
    }

    @SupervisorClusterTest(nodes = 1, childTypes = CounterChild.class)
    @Disabled("run by the test above")
    static class Wrong {

        @Test
        void runsTwo(SupervisorCluster cluster) {
            cluster.log().began("room-1", 1, 0);
            cluster.log().ended(cluster.log().began("room-1", 2, 1));
            assertThat(cluster.nodes()).hasSize(1);
            cluster.log().died(0);
        }
    }

    private RunningChild startRoom() {
        cluster.supervisor().startChild(ChildSpec.of(CounterChild.class).name("room-1"));
        return cluster.awaitRunning("room-1");
    }
}

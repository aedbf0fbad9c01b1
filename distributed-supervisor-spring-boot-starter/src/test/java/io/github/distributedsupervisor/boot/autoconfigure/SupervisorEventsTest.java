package io.github.distributedsupervisor.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.distributedsupervisor.ChildId;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.StopReason;
import io.github.distributedsupervisor.SupervisorListener;
import io.github.distributedsupervisor.SupervisorNode;
import io.github.distributedsupervisor.boot.ChildStartedEvent;
import io.github.distributedsupervisor.boot.ChildStoppedEvent;
import io.github.distributedsupervisor.boot.NodeDownEvent;
import io.github.distributedsupervisor.boot.NodeUpEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

class SupervisorEventsTest {

    private static final ChildId CLERK = new ChildId("clerk-1", 3);
    private static final SupervisorNode NODE = new SupervisorNode("1", "one", "127.0.0.1:5701", false, false);

    private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
    private final List<Object> published = new ArrayList<>();
    private final List<SupervisorNode> told = new ArrayList<>();
    private final SupervisorEvents events =
            new SupervisorEvents(beans.getBeanProvider(SupervisorListener.class), published::add);

    @Test
    void publishesEverythingAsSpringEvents() {
        events.open();

        events.listener().childStarted(CLERK, "clerk");
        events.listener().childStopped(CLERK, "clerk", StopReason.HANDOFF, null);
        events.listener().nodeUp(NODE);
        events.listener().nodeDown(NODE);

        assertThat(published)
                .containsExactly(
                        new ChildStartedEvent(CLERK, "clerk"),
                        new ChildStoppedEvent(CLERK, "clerk", StopReason.HANDOFF, null),
                        new NodeUpEvent(NODE),
                        new NodeDownEvent(NODE));
    }

    @Test
    void keepsWhatHappensBeforeTheContextIsReady() {
        events.listener().nodeUp(NODE);
        assertThat(published).isEmpty();

        events.open();
        events.open();

        assertThat(published).containsExactly(new NodeUpEvent(NODE));
    }

    @Test
    void tellsListenerBeansThoughAnotherFails() {
        beans.registerSingleton("bad", new SupervisorListener() {
            @Override
            public void nodeUp(SupervisorNode node) {
                throw new IllegalStateException("on purpose");
            }
        });
        beans.registerSingleton("good", new SupervisorListener() {
            @Override
            public void nodeUp(SupervisorNode node) {
                told.add(node);
            }
        });
        events.open();

        events.listener().nodeUp(NODE);

        assertThat(told).containsExactly(NODE);
    }

    @Test
    void tellsListenerBeansOfTheChildrenTheyWantAndOfAllNodes() {
        List<String> heard = new ArrayList<>();
        beans.registerSingleton("picky", new SupervisorListener() {
            @Override
            public String namePrefix() {
                return "room-";
            }

            @Override
            public void childStarted(ChildId id, String type) {
                heard.add("started " + id.name());
            }

            @Override
            public void childAbandoned(ChildId id, String type) {
                heard.add("abandoned " + id.name());
            }

            @Override
            public void nodeTerminating(SupervisorNode node, String reason, Map<String, ChildStatus> children) {
                heard.add(reason + children);
            }
        });
        events.open();

        for (ChildId id : List.of(CLERK, new ChildId("room-1", 1))) {
            events.listener().childStarted(id, "any");
            events.listener().childAbandoned(id, "any");
        }
        events.listener().nodeTerminating(NODE, "drain", Map.of("clerk-1", ChildStatus.RUNNING));

        assertThat(heard).containsExactly("started room-1", "abandoned room-1", "drain{clerk-1=RUNNING}");
    }
}

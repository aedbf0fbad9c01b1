package io.github.distributedsupervisor.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.NodeMonitoring;
import io.github.distributedsupervisor.SupervisorListener;
import io.github.distributedsupervisor.SupervisorNode;
import io.github.distributedsupervisor.internal.event.EventDispatcher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeEventsTest {

    private static final SupervisorNode NODE = new SupervisorNode("a", "a", "127.0.0.1:5701", false, false);

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final EventDispatcher dispatcher = new EventDispatcher(List.of(new Telling()), Thread::new);
    private final NodeEvents events = new NodeEvents(dispatcher, NodeMonitoring.EVERY_NODE, null);

    private final class Telling implements SupervisorListener {
        @Override
        public void nodeUp(SupervisorNode node) {
            told.add("up");
        }

        @Override
        public void nodeDown(SupervisorNode node) {
            told.add("down");
        }

        @Override
        public void nodeTerminating(SupervisorNode node, String reason, Map<String, ChildStatus> children) {
            told.add(reason + children);
        }
    }

    private List<String> toldInTheEnd() throws InterruptedException {
        dispatcher.close();
        return told;
    }

    @Test
    void tellsOnceOfWhatIsRepeated() throws Exception {
        for (int i = 0; i < 3; i++) {
            events.ready(NODE, 5, true);
        }
        for (int i = 0; i < 3; i++) {
            events.terminating(NODE, 5, "close", Map.of("child", ChildStatus.RUNNING));
        }
        for (int i = 0; i < 3; i++) {
            events.gone("a", true);
        }
        assertThat(toldInTheEnd()).containsExactly("up", "close{child=RUNNING}", "down");
    }

    @Test
    void tellsThatANodeWasDownThoughOnlyItsNextLifeIsSeen() throws Exception {
        events.ready(NODE, 5, true);
        events.ready(NODE, 8, true);
        events.ready(NODE, 5, true);
        assertThat(toldInTheEnd()).containsExactly("up", "down", "up");
    }

    @Test
    void doesNotTellThatANodeIsDownWhichNeverWasUp() throws Exception {
        events.gone("a", true);
        assertThat(toldInTheEnd()).isEmpty();
    }
}

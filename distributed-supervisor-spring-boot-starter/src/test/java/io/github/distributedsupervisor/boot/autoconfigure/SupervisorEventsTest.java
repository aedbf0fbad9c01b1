package io.github.distributedsupervisor.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.distributedsupervisor.ChildId;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.StartReason;
import io.github.distributedsupervisor.StopReason;
import io.github.distributedsupervisor.SupervisorListener;
import io.github.distributedsupervisor.SupervisorNode;
import io.github.distributedsupervisor.boot.ChildAbandonedEvent;
import io.github.distributedsupervisor.boot.ChildCrashedEvent;
import io.github.distributedsupervisor.boot.ChildMovedEvent;
import io.github.distributedsupervisor.boot.ChildQuarantinedEvent;
import io.github.distributedsupervisor.boot.ChildRestartedEvent;
import io.github.distributedsupervisor.boot.ChildStartedEvent;
import io.github.distributedsupervisor.boot.ChildStateNotCapturedEvent;
import io.github.distributedsupervisor.boot.ChildStateUnreadableEvent;
import io.github.distributedsupervisor.boot.ChildStoppedEvent;
import io.github.distributedsupervisor.boot.NodeDownEvent;
import io.github.distributedsupervisor.boot.NodeTerminatingEvent;
import io.github.distributedsupervisor.boot.NodeUpEvent;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

class SupervisorEventsTest {

    private static final ChildId CLERK = new ChildId("clerk-1", 3);
    private static final SupervisorNode NODE = new SupervisorNode("1", "one", "127.0.0.1:5701", false, false);

    private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
    private final List<Object> published = new ArrayList<>();

    private SupervisorEvents events() {
        return new SupervisorEvents(
                "rooms", beans, List.of(beans.getBeanNamesForType(SupervisorListener.class)), published::add);
    }

    private static void tell(SupervisorEvents events, Consumer<SupervisorListener> event) {
        events.listeners().forEach(event);
    }

    @Test
    void publishesEverythingAsSpringEvents() {
        RuntimeException failure = new RuntimeException("as told");
        SupervisorEvents events = events();
        events.open();

        tell(events, to -> to.childStarted(CLERK, "clerk", StartReason.FIRST));
        tell(events, to -> to.childStarted(CLERK, "clerk", StartReason.RESTART));
        tell(events, to -> to.childStarted(CLERK, "clerk", StartReason.HANDOFF));
        tell(events, to -> to.childStopped(CLERK, "clerk", StopReason.HANDOFF, null));
        tell(events, to -> to.childStopped(CLERK, "clerk", StopReason.CRASHED, failure));
        tell(events, to -> to.childAbandoned(CLERK, "clerk"));
        tell(events, to -> to.childQuarantined(CLERK, "clerk", List.of()));
        tell(events, to -> to.childStateUnreadable(CLERK, "clerk", "too old"));
        tell(events, to -> to.childStateNotCaptured(CLERK, "clerk", "too large"));
        tell(events, to -> to.nodeUp(NODE));
        tell(events, to -> to.nodeDown(NODE));
        tell(events, to -> to.nodeTerminating(NODE, "drain", Map.of()));

        assertThat(published)
                .containsExactly(
                        new ChildStartedEvent("rooms", CLERK, "clerk", StartReason.FIRST),
                        new ChildRestartedEvent("rooms", CLERK, "clerk"),
                        new ChildStartedEvent("rooms", CLERK, "clerk", StartReason.RESTART),
                        new ChildMovedEvent("rooms", CLERK, "clerk"),
                        new ChildStartedEvent("rooms", CLERK, "clerk", StartReason.HANDOFF),
                        new ChildStoppedEvent("rooms", CLERK, "clerk", StopReason.HANDOFF, null),
                        new ChildCrashedEvent("rooms", CLERK, "clerk", failure),
                        new ChildStoppedEvent("rooms", CLERK, "clerk", StopReason.CRASHED, failure),
                        new ChildAbandonedEvent("rooms", CLERK, "clerk"),
                        new ChildQuarantinedEvent("rooms", CLERK, "clerk", List.of()),
                        new ChildStateUnreadableEvent("rooms", CLERK, "clerk", "too old"),
                        new ChildStateNotCapturedEvent("rooms", CLERK, "clerk", "too large"),
                        new NodeUpEvent("rooms", NODE),
                        new NodeDownEvent("rooms", NODE),
                        new NodeTerminatingEvent("rooms", NODE, "drain", Map.of()));
    }

    @Test
    void publishesEachKindOfEventThatThereIs() {
        assertThat(EventPublishing.class.getDeclaredMethods())
                .filteredOn(method -> !method.isSynthetic())
                .extracting(Method::getName)
                .containsExactlyInAnyOrderElementsOf(told());
        assertThat(LateListener.class.getDeclaredMethods())
                .filteredOn(method -> Modifier.isPublic(method.getModifiers()))
                .extracting(Method::getName)
                .containsExactlyInAnyOrderElementsOf(told());
    }

    private static List<String> told() {
        return Stream.of(SupervisorListener.class.getDeclaredMethods())
                .filter(method -> method.getReturnType() == void.class)
                .map(Method::getName)
                .toList();
    }

    @Test
    void keepsWhatHappensBeforeTheContextIsReady() throws Exception {
        SupervisorEvents events = events();
        Thread early = new Thread(() -> tell(events, to -> to.nodeUp(NODE)));
        early.start();
        await().until(() -> early.getState() == Thread.State.WAITING);
        assertThat(published).isEmpty();

        events.open();
        events.open();

        early.join();
        assertThat(published).containsExactly(new NodeUpEvent("rooms", NODE));
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
            public void childStarted(ChildId id, String type, StartReason reason) {
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
        SupervisorEvents events = events();
        events.open();

        for (ChildId id : List.of(CLERK, new ChildId("room-1", 1))) {
            tell(events, to -> to.childStarted(id, "any", StartReason.FIRST));
            tell(events, to -> to.childAbandoned(id, "any"));
        }
        tell(events, to -> to.nodeTerminating(NODE, "drain", Map.of("clerk-1", ChildStatus.RUNNING)));

        assertThat(heard).containsExactly("started room-1", "abandoned room-1", "drain{clerk-1=RUNNING}");
    }
}

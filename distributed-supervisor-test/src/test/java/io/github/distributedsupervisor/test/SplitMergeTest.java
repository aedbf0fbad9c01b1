package io.github.distributedsupervisor.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildContext;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.DistributedSupervisorBuilder;
import io.github.distributedsupervisor.Stateful;
import io.github.distributedsupervisor.StopReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Without a quorum each side of a split runs all; what becomes of that when it heals. */
@Timeout(180)
class SplitMergeTest {

    private static final Queue<String> STOPS = new ConcurrentLinkedQueue<>();
    private static final Queue<String> MERGES = new ConcurrentLinkedQueue<>();

    private String diary = "";

    private final SupervisorCluster cluster = SupervisorCluster.builder()
            .nodes(3)
            .childTypes(List.of(Diary.class))
            .configurer(new NoMoves())
            .start();

    /** A child that has moved on after the merge knows no more what it began with. */
    static final class NoMoves implements ClusterConfigurer {
        @Override
        public void supervisor(DistributedSupervisorBuilder builder, int node) {
            builder.rebalance(Duration.ofMinutes(5), 1);
        }
    }

    /** Collects what it is told, and what other instances of it were told. */
    public static final class Diary implements Child, Stateful<ArrayList<String>> {
        private final ArrayList<String> entries = new ArrayList<>();
        private ChildContext context;

        @Override
        public void onStart(ChildContext newContext) {
            context = newContext;
        }

        @Override
        public @Nullable Object onCall(Object message) {
            return switch ((String) message) {
                case "entries" -> entries;
                case "incarnation" -> context.incarnation();
                case "checkpoint" -> {
                    context.checkpoint();
                    yield entries.size();
                }
                default -> entries.add((String) message);
            };
        }

        @Override
        public void onStop(StopReason reason) {
            STOPS.add(context.name() + " " + reason);
        }

        @Override
        public ArrayList<String> captureState() {
            return entries;
        }

        @Override
        public void restoreState(ArrayList<String> state) {
            entries.addAll(state);
        }

        @Override
        public void mergeState(ArrayList<String> other, @Nullable ArrayList<String> common) {
            MERGES.add(other + " after " + common);
        }
    }

    @BeforeEach
    void forget() {
        STOPS.clear();
        MERGES.clear();
    }

    @AfterEach
    void judge() {
        try {
            cluster.verify();
        } finally {
            cluster.close();
        }
    }

    @Test
    void theLargerSideGoesOnAndLearnsWhatTheOtherWas() {
        startOnTheLargerSide();
        call(0, "before");
        call(0, "checkpoint");

        cluster.partition(0);
        cluster.awaitSettled();
        call(0, "alone");
        call(1, "together");
        long alone = (Long) call(0, "incarnation");
        long together = (Long) call(1, "incarnation");
        assertThat(alone).isGreaterThan(together);
        cluster.heal();
        cluster.awaitSettled();

        assertThat(STOPS).contains(diary + " FENCED");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(MERGES).containsExactly("[before, alone] after [before]"));
        assertThat((List<?>) call(0, "entries")).asString().isEqualTo("[before, together]");
        assertThat((Long) call(2, "incarnation")).isGreaterThan(alone);
        assertThat(cluster.supervisor(2).whereis(diary).orElseThrow().id().incarnation())
                .isEqualTo(call(1, "incarnation"));
    }

    @Test
    void whatOneSideRemovesStaysRemovedAndWhatOneSideMakesStays() {
        for (String name : List.of("removed-alone", "removed-together")) {
            cluster.supervisor(0).startChild(ChildSpec.of(Diary.class).name(name));
        }

        cluster.partition(0);
        cluster.awaitSettled();
        cluster.supervisor(0).terminateChild("removed-alone");
        cluster.supervisor(1).terminateChild("removed-together");
        cluster.supervisor(0).startChild(ChildSpec.of(Diary.class).name("made-alone"));
        cluster.supervisor(1).startChild(ChildSpec.of(Diary.class).name("made-together"));
        cluster.supervisor(0).startChild(ChildSpec.of(Diary.class).name("made-twice"));
        cluster.supervisor(1).startChild(ChildSpec.of(Diary.class).name("made-twice"));
        cluster.heal();
        cluster.awaitSettled();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(cluster.supervisor(0).children().keySet())
                        .containsExactlyInAnyOrder("made-alone", "made-together", "made-twice"));
        for (String name : List.of("made-alone", "made-together", "made-twice")) {
            cluster.awaitRunning(name);
        }
    }

    /** Then the instance that the smaller side starts is the newer one. */
    private void startOnTheLargerSide() {
        int i = 0;
        do {
            diary = "diary-" + i++;
            cluster.supervisor(0).startChild(ChildSpec.of(Diary.class).name(diary));
        } while (cluster.awaitRunning(diary).node() == 0);
    }

    private Object call(int node, String message) {
        return cluster.supervisor(node).call(diary, message, Duration.ofSeconds(10));
    }
}

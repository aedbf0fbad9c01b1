package io.github.distributedsupervisor.multijvm.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The source, the target or the coordinator of a move dies at each step of it. Twenty-four rounds are all there are. */
class HandoffKillIT {

    private static final String NAME = "handoff-kill";
    private static final int ROUNDS = Scenario.rounds(5);
    private static final int COMMITS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private enum Victim {
        SOURCE,
        TARGET,
        COORDINATOR
    }

    private record Blow(FaultPoint point, Victim victim) {}

    private static final class Move {
        private final String child;
        private final int coordinator;
        private final int size;

        private Move(String child, int coordinator, int size) {
            this.child = child;
            this.coordinator = coordinator;
            this.size = size;
        }

        private int source() {
            return (coordinator + 1) % size;
        }

        private int target() {
            return (coordinator + 2) % size;
        }

        private int observer() {
            return (coordinator + 3) % size;
        }

        private int numberOf(Victim victim) {
            return switch (victim) {
                case SOURCE -> source();
                case TARGET -> target();
                case COORDINATOR -> coordinator;
            };
        }
    }

    @Test
    void oneInstanceRemainsAndItsStateIsThatOfTheLastCommit() throws Exception {
        List<Blow> blows = new ArrayList<>();
        for (FaultPoint point : FaultPoint.values()) {
            for (Victim victim : Victim.values()) {
                blows.add(new Blow(point, victim));
            }
        }
        Collections.shuffle(blows, new Random(Scenario.SEED));
        int rounds = Math.min(ROUNDS, blows.size());
        try (FaultCluster cluster =
                Scenario.named(NAME).stored().notLoaded(blows.size()).start()) {
            cluster.startChildren();
            cluster.loadAll(Scenario.SEED);
            List<String> wrong = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                String child = cluster.names().get(cluster.names().size() - 1 - round);
                strike(cluster, blows.get(round), child, wrong);
            }
            cluster.unloadAll();
            Verdict verdict = Verdict.of(
                    cluster,
                    NAME,
                    rounds,
                    gap -> !gap.graceful(),
                    " wrong_states=" + wrong.size() + " seed=" + Scenario.SEED);
            assertThat(wrong).isEmpty();
            assertThat(verdict.overlaps()).isEmpty();
            assertThat(verdict.lost()).isEmpty();
            assertThat(verdict.several()).isEmpty();
            assertThat(verdict.regressions()).isEmpty();
        }
    }

    private static void strike(FaultCluster cluster, Blow blow, String child, List<String> wrong) throws Exception {
        for (int i = 0; i < cluster.size(); i++) {
            cluster.node(i).ask("watch");
        }
        Move move = new Move(
                child, cluster.node(0).ask("where " + child).get("coordinator").intValue(), cluster.size());
        bring(cluster, move);
        long committed = cluster.node(move.observer())
                .ask("commit " + child + " " + COMMITS)
                .get("count");

        Path armed = cluster.directory().resolve(FaultPoints.ARMED);
        Path reached = cluster.directory().resolve(FaultPoints.REACHED);
        Path draft = cluster.directory().resolve("draft");
        Files.writeString(draft, blow.point() + " " + child);
        Files.move(draft, armed);
        cluster.node(move.observer()).ask("move " + child + " node-" + move.target());
        await(blow + " of " + child)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> Files.exists(reached));
        int victim = move.numberOf(blow.victim());
        cluster.node(victim).kill();
        Files.delete(armed);
        cluster.awaitAllRunning(move.observer(), cluster.size() - 1);
        Files.delete(reached);
        long count = cluster.node(move.observer()).ask("count " + child).get("count");
        System.out.println(blow + " of " + child + ": committed " + committed + ", counts " + count);
        if (count != committed) {
            wrong.add(blow + ": committed " + committed + ", counts " + count);
        }
        cluster.restart(victim);
        cluster.load(victim, Scenario.SEED);
        cluster.awaitAllRunning(move.observer(), cluster.size());
        cluster.awaitSpread();
    }

    /** Moves the child to where its move is to begin: a node that is not its coordinator. */
    private static void bring(FaultCluster cluster, Move move) throws Exception {
        cluster.node(move.observer()).ask("move " + move.child + " node-" + move.source());
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
            var there = cluster.node(move.observer()).ask("where " + move.child);
            return there.get("host") == move.source() && there.get("running") == 1;
        });
    }
}

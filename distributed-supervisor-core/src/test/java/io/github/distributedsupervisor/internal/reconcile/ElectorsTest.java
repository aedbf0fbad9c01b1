package io.github.distributedsupervisor.internal.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ElectorsTest {

    @Test
    void countsTheMostThatWereTogether() {
        Electors electors = Electors.NONE.together(Set.of("a", "b", "c")).together(Set.of("a"));

        assertThat(electors.size()).isEqualTo(3);
    }

    @Test
    void aDepartureCountsOnceHoweverOftenItIsHeardOf() {
        Electors three = Electors.NONE.together(Set.of("a", "b", "c"));
        Electors heard = three.left("c", 7);

        assertThat(heard.left("c", 7)).isEqualTo(heard);
        assertThat(heard.merge(three)).isEqualTo(heard);
        assertThat(three.merge(heard)).isEqualTo(heard);
        assertThat(heard.together(Set.of("a", "b", "c")).size()).isEqualTo(2);
    }

    @Test
    void twoDeparturesHeardOfInDifferentOrderAreTwo() {
        Electors four = Electors.NONE.together(Set.of("a", "b", "c", "d"));

        Electors both = four.left("c", 1).merge(four.left("d", 2));

        assertThat(both.size()).isEqualTo(2);
    }

    @Test
    void forgottenDeparturesAreNotTakenOffTwice() {
        Electors three = Electors.NONE.together(Set.of("a", "b", "c", "d")).left("d", 10);
        Electors forgot = three.forgetting(11);

        assertThat(forgot).isEqualTo(new Electors(3, Map.of()));
        assertThat(forgot.merge(three).size()).isEqualTo(3);
        assertThat(three.merge(forgot).size()).isEqualTo(3);
    }

    @Test
    void lostNodesCountUntilSomebodyDecidesOtherwise() {
        Electors five = Electors.NONE.together(Set.of("a", "b", "c", "d", "e"));

        Electors lowered = five.lowered(2, "decision-1", 3);

        assertThat(lowered.size()).isEqualTo(2);
        assertThat(five.merge(lowered).size()).isEqualTo(2);
    }

    /** However news travel, once all have talked to each other they know the same. */
    @Test
    void allNodesComeToTheSameNumber() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            List<String> present = new ArrayList<>(List.of("n0", "n1", "n2"));
            List<Electors> known = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                known.add(Electors.NONE.together(Set.copyOf(present)));
            }
            int made = 3;
            for (int step = 0; step < 20; step++) {
                int who = random.nextInt(known.size());
                switch (random.nextInt(3)) {
                    case 0 -> known.set(who, known.get(who).merge(known.get(random.nextInt(known.size()))));
                    case 1 -> {
                        String joiner = "n" + made++;
                        present.add(joiner);
                        Electors learned = known.get(who);
                        known.add(learned.together(new HashSet<>(present)));
                        known.set(who, learned.together(new HashSet<>(present)));
                    }
                    default -> {
                        if (present.size() > 1) {
                            String leaver = present.remove(random.nextInt(present.size()));
                            known.set(who, known.get(who).left(leaver, step));
                        }
                    }
                }
            }
            Electors all = known.stream().reduce(Electors.NONE, Electors::merge);
            for (Electors each : known) {
                assertThat(each.merge(all)).as("seed %d", seed).isEqualTo(all);
            }
            Set<String> there = Set.copyOf(present);
            assertThat(all.together(there).size()).as("seed %d", seed).isGreaterThanOrEqualTo(there.size());
        }
    }
}

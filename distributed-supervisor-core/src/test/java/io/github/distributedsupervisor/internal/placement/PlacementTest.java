package io.github.distributedsupervisor.internal.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlacementTest {

    private static final int NAMES = 1_000;

    @Test
    void prefersTheOwnerOfThePartition() {
        assertThat(Placement.choose("room", "b", List.of("a", "b", "c"))).isEqualTo("b");
    }

    @Test
    void findsAnotherWhenTheOwnerIsNotEligible() {
        List<String> eligible = List.of("a", "c");
        assertThat(Placement.choose("room", "b", eligible)).isEqualTo(Placement.rendezvous("room", eligible));
        assertThat(Placement.choose("room", null, eligible)).isIn(eligible);
    }

    @Test
    void findsNobodyWhenNobodyIsEligible() {
        assertThat(Placement.choose("room", "a", List.of())).isNull();
    }

    @Test
    void isTheSameForEachOrderOfTheNodes() {
        List<String> nodes = nodes(5, 1);
        for (int i = 0; i < 100; i++) {
            String name = "room-" + i;
            String chosen = Placement.rendezvous(name, nodes);
            for (List<String> order : permutations(nodes)) {
                assertThat(Placement.rendezvous(name, order)).isEqualTo(chosen);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void spreadsNamesEvenly(long seed) {
        List<String> nodes = nodes(5, seed);
        Map<String, Integer> counts = new HashMap<>();
        placements(nodes).values().forEach(node -> counts.merge(node, 1, Integer::sum));

        double mean = (double) NAMES / nodes.size();
        double variance = nodes.stream()
                .mapToDouble(node -> counts.getOrDefault(node, 0) - mean)
                .map(deviation -> deviation * deviation)
                .average()
                .orElseThrow();
        assertThat(Math.sqrt(variance) / mean).as("%s", counts).isLessThanOrEqualTo(0.15);
    }

    @Test
    void movesOnlyTheNamesOfANodeThatLeaves() {
        List<String> nodes = nodes(5, 1);
        Map<String, String> before = placements(nodes);
        String leaving = nodes.get(2);
        List<String> rest = new ArrayList<>(nodes);
        rest.remove(leaving);

        placements(rest).forEach((name, node) -> {
            if (before.get(name).equals(leaving)) {
                assertThat(node).isNotEqualTo(leaving);
            } else {
                assertThat(node).isEqualTo(before.get(name));
            }
        });
    }

    @Test
    void movesNamesOnlyToANodeThatJoins() {
        List<String> nodes = nodes(5, 1);
        Map<String, String> before = placements(nodes);
        List<String> more = new ArrayList<>(nodes);
        more.add("newcomer");

        placements(more).forEach((name, node) -> assertThat(node).isIn(before.get(name), "newcomer"));
    }

    private static Map<String, String> placements(List<String> nodes) {
        Map<String, String> placements = new HashMap<>();
        for (int i = 0; i < NAMES; i++) {
            String name = "room-" + i;
            placements.put(name, Placement.rendezvous(name, nodes));
        }
        return placements;
    }

    /** Ids as members have them. */
    private static List<String> nodes(int count, long seed) {
        Random random = new Random(seed);
        List<String> nodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            nodes.add(new UUID(random.nextLong(), random.nextLong()).toString());
        }
        return nodes;
    }

    private static List<List<String>> permutations(List<String> items) {
        List<List<String>> all = new ArrayList<>();
        permute(new ArrayList<>(items), 0, all);
        return all;
    }

    private static void permute(List<String> items, int from, List<List<String>> all) {
        if (from == items.size()) {
            all.add(List.copyOf(items));
        }
        for (int i = from; i < items.size(); i++) {
            Collections.swap(items, from, i);
            permute(items, from + 1, all);
            Collections.swap(items, from, i);
        }
    }
}

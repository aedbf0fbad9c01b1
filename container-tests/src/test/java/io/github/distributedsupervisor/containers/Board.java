package io.github.distributedsupervisor.containers;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the page of a node shows.
 *
 * @param running how many children run and are heard of
 * @param duplicates how many ticks came from children that had been replaced
 * @param shares how many children each node has, by its name
 * @param places on which node each child runs
 */
record Board(int running, int duplicates, Map<String, Integer> shares, Map<String, String> places) {

    static Board of(String json) {
        DocumentContext page = JsonPath.parse(json);
        Map<String, Integer> shares = new TreeMap<>();
        page.<List<Map<String, Object>>>read("$.nodes[*]")
                .forEach(node -> shares.put((String) node.get("name"), (Integer) node.get("children")));
        Map<String, String> places = new TreeMap<>();
        page.<List<Map<String, Object>>>read("$.tiles[*]")
                .forEach(tile -> places.put((String) tile.get("name"), (String) tile.get("node")));
        return new Board(page.read("$.running"), page.read("$.duplicates"), shares, places);
    }

    /** Whether all children run on just these nodes. */
    boolean shows(int children, List<String> nodes) {
        return running == children
                && shares.size() == nodes.size()
                && shares.keySet().containsAll(nodes)
                && shares.values().stream().mapToInt(Integer::intValue).sum() == children;
    }

    /** How many children are elsewhere than they were. */
    long movedSince(Board before) {
        return places.entrySet().stream()
                .filter(place -> !place.getValue().equals(before.places.get(place.getKey())))
                .count();
    }
}

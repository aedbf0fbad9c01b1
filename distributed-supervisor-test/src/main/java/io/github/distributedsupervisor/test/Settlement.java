package io.github.distributedsupervisor.test;

import com.hazelcast.cluster.Member;
import com.hazelcast.partition.Partition;
import com.hazelcast.partition.PartitionService;
import io.github.distributedsupervisor.ChildInfo;
import io.github.distributedsupervisor.test.internal.witness.Life;
import io.github.distributedsupervisor.test.internal.witness.LifeLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a cluster has come to rest: the members know each other, and what runs is what the records say. */
final class Settlement {

    private final List<ClusterNode> awake;
    private final Set<Set<Integer>> cuts;
    private final LifeLog log;

    Settlement(List<ClusterNode> nodes, Set<Integer> paused, Set<Set<Integer>> cuts, LifeLog log) {
        this.awake =
                nodes.stream().filter(node -> !paused.contains(node.index())).toList();
        this.cuts = cuts;
        this.log = log;
    }

    /** What is not settled, or nothing. */
    String obstacle() {
        try {
            for (List<ClusterNode> side : sides()) {
                Optional<String> found = apart(side).or(() -> wrong(side)).or(() -> unsafe(side));
                if (found.isPresent()) {
                    return found.get();
                }
            }
            return "";
        } catch (RuntimeException e) {
            return "the records cannot be read: " + e;
        }
    }

    private List<List<ClusterNode>> sides() {
        List<List<ClusterNode>> sides = new ArrayList<>();
        for (ClusterNode node : awake) {
            sides.stream()
                    .filter(side -> side.stream().noneMatch(each -> cuts.contains(Set.of(each.index(), node.index()))))
                    .findFirst()
                    .ifPresentOrElse(side -> side.add(node), () -> sides.add(new ArrayList<>(List.of(node))));
        }
        return sides;
    }

    private static Optional<String> apart(List<ClusterNode> side) {
        Set<String> wanted = side.stream().map(ClusterNode::memberId).collect(Collectors.toSet());
        for (ClusterNode node : side) {
            Set<String> seen = node.hazelcast().getCluster().getMembers().stream()
                    .map(Member::getUuid)
                    .map(Object::toString)
                    .collect(Collectors.toSet());
            if (!seen.equals(wanted)) {
                return Optional.of("node " + node.index() + " sees " + seen.size() + " members, not " + wanted.size());
            }
            if (node.supervisor().nodes().size() != wanted.size()) {
                return Optional.of("the supervisor of node " + node.index() + " sees "
                        + node.supervisor().nodes().size() + " nodes, not " + wanted.size());
            }
        }
        return Optional.empty();
    }

    /** A node that dies before others have copies of what it keeps takes the records with it. */
    private static Optional<String> unsafe(List<ClusterNode> side) {
        PartitionService partitions = side.get(0).hazelcast().getPartitionService();
        Set<String> owners = partitions.getPartitions().stream()
                .map(Partition::getOwner)
                .filter(Objects::nonNull)
                .map(member -> member.getUuid().toString())
                .collect(Collectors.toSet());
        return owners.size() == side.size() && partitions.isClusterSafe()
                ? Optional.empty()
                : Optional.of("the partitions are not spread over " + side.size() + " members yet");
    }

    private Optional<String> wrong(List<ClusterNode> side) {
        Map<String, ChildInfo> records = side.get(0).supervisor().children();
        List<Life> lives = log.living().stream()
                .filter(life -> side.stream().anyMatch(node -> node.index() == life.node()))
                .toList();
        for (ChildInfo info : records.values()) {
            Optional<String> found = wrong(info, side, lives);
            if (found.isPresent()) {
                return found;
            }
        }
        return lives.stream()
                .filter(life -> !records.containsKey(life.name()))
                .findFirst()
                .map(life -> "child '" + life.name() + "' has no record, but lives: " + life);
    }

    private Optional<String> wrong(ChildInfo info, List<ClusterNode> side, List<Life> lives) {
        List<Life> own =
                lives.stream().filter(life -> life.name().equals(info.name())).toList();
        String lost =
                "child '%s' is lost: its record says %s, incarnation %d, on %s, but these instances live: %s; there were %s"
                        .formatted(
                                info.name(),
                                info.status(),
                                info.incarnation(),
                                info.node(),
                                own,
                                log.livesOf(info.name()));
        boolean right = switch (info.status()) {
            case RUNNING -> own.size() == 1 && isWhereItShouldBe(info, side, own.get(0));
            case RESTARTING, WAITING, QUARANTINED, PASSIVE -> own.isEmpty();
            case STARTING, STOPPING, MOVING, FAILING_OVER -> false;
        };
        return right ? Optional.empty() : Optional.of(lost);
    }

    private boolean isWhereItShouldBe(ChildInfo info, List<ClusterNode> side, Life life) {
        return log.living(info.name(), info.incarnation(), life.node()).isPresent()
                && info.node() != null
                && side.stream()
                        .anyMatch(node -> node.index() == life.node()
                                && node.memberId().equals(info.node().id()));
    }
}

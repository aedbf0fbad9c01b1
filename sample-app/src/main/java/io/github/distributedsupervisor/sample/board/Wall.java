package io.github.distributedsupervisor.sample.board;

import com.hazelcast.core.HazelcastInstance;
import io.github.distributedsupervisor.ChildInfo;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.SupervisorNode;
import io.github.distributedsupervisor.sample.board.ClusterWatch.Report;
import io.github.distributedsupervisor.sample.feed.Instrument;
import io.github.distributedsupervisor.sample.feed.Tick;
import io.github.distributedsupervisor.sample.node.LocalNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Puts together what the ticks and the supervisor tell. */
@Component
public class Wall {

    private static final Logger log = LoggerFactory.getLogger(Wall.class);
    private static final String RUNNING = "running";
    private static final int SILENT_AFTER_MILLIS = 1_500;

    private final TickerBoard board = new TickerBoard(Instrument.ALL);
    private final ClusterWatch cluster;
    private final LocalNode local;

    Wall(ClusterWatch cluster, LocalNode local, HazelcastInstance hazelcast) {
        this.cluster = cluster;
        this.local = local;
        hazelcast
                .<String>getTopic(TickBroadcast.TOPIC)
                .addMessageListener(message -> record(message.getMessageObject()));
    }

    /**
     * Everything, with all prices that are kept.
     *
     * @return the whole wall
     */
    public WallView view() {
        return viewSince(new Progress());
    }

    /**
     * What has changed, with the new prices only.
     *
     * @param progress where the reader is; it is moved on
     * @return the tiles that changed and all of the rest
     */
    public WallView viewSince(Progress progress) {
        Report report = cluster.report();
        long now = System.currentTimeMillis();
        int running = 0;
        List<WallView.Tile> changed = new ArrayList<>();
        for (Instrument instrument : Instrument.ALL) {
            String symbol = instrument.symbol();
            Standing standing = board.standing(symbol, progress.ticks.getOrDefault(symbol, 0L));
            WallView.Tile tile =
                    tile(instrument, standing, status(report.children().get(symbol), standing, now));
            running += tile.status().equals(RUNNING) ? 1 : 0;
            boolean sameStatus = tile.status().equals(progress.statuses.put(symbol, tile.status()));
            boolean sameTicks = Objects.equals(progress.ticks.put(symbol, standing.recorded()), standing.recorded());
            if (!sameStatus || !sameTicks) {
                changed.add(tile);
            }
        }
        return new WallView(
                local.name(),
                nodes(report),
                Instrument.ALL.size(),
                running,
                board.duplicates(),
                board.longestGap(),
                changed);
    }

    private void record(String text) {
        try {
            board.record(TickBatch.decode(text));
        } catch (IllegalArgumentException e) {
            log.warn("another version of this application sent ticks that cannot be read", e);
        }
    }

    private List<WallView.Node> nodes(Report report) {
        Map<String, Integer> children = new HashMap<>();
        for (ChildInfo child : report.children().values()) {
            SupervisorNode node = child.node();
            if (node != null) {
                children.merge(node.id(), 1, Integer::sum);
            }
        }
        return report.nodes().stream()
                .map(node -> new WallView.Node(
                        node.id(),
                        node.name(),
                        board.port(node.name()),
                        children.getOrDefault(node.id(), 0),
                        node.local(),
                        node.draining()))
                .toList();
    }

    private static WallView.Tile tile(Instrument instrument, Standing standing, String status) {
        Tick latest = standing.latest();
        return new WallView.Tile(
                instrument.symbol(),
                instrument.decimals(),
                latest == null ? null : latest.price(),
                standing.node(),
                latest == null ? 0 : latest.incarnation(),
                latest == null ? 0 : latest.sequence(),
                standing.gap(),
                standing.duplicates(),
                status,
                standing.prices());
    }

    private static String status(@Nullable ChildInfo child, Standing standing, long now) {
        if (child == null) {
            return "absent";
        }
        if (child.status() != ChildStatus.RUNNING) {
            return child.status().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
        Tick latest = standing.latest();
        return latest == null || now - latest.time() > SILENT_AFTER_MILLIS ? "silent" : RUNNING;
    }

    /** How much of the wall a reader has seen. Not for use by several threads. */
    public static final class Progress {
        private final Map<String, Long> ticks = new HashMap<>();
        private final Map<String, String> statuses = new HashMap<>();
    }
}

package io.github.distributedsupervisor.sample.board;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.topic.ITopic;
import io.github.distributedsupervisor.sample.feed.Tick;
import io.github.distributedsupervisor.sample.feed.TickSink;
import io.github.distributedsupervisor.sample.node.LocalNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Sends the ticks of this node to the boards of all nodes, its own included, ten times a second. */
@Component
class TickBroadcast implements TickSink, SmartLifecycle {

    /** The topic that carries the batches. */
    static final String TOPIC = "ticker-wall.ticks";

    private static final Logger log = LoggerFactory.getLogger(TickBroadcast.class);
    private static final int PERIOD_MILLIS = 100;

    private final Queue<Tick> waiting = new ConcurrentLinkedQueue<>();
    private final ITopic<String> topic;
    private final LocalNode node;
    private final ScheduledExecutorService timer;
    private volatile boolean running;

    TickBroadcast(HazelcastInstance hazelcast, LocalNode node) {
        this.topic = hazelcast.getTopic(TOPIC);
        this.node = node;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "tick-broadcast"));
    }

    @Override
    public void accept(Tick tick) {
        waiting.add(tick);
    }

    @Override
    public void start() {
        running = true;
        timer.scheduleWithFixedDelay(this::send, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        running = false;
        timer.shutdown();
        send();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Earlier to start and later to stop than the supervisor: the feeds tick while they leave a node. */
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE - 8192;
    }

    private synchronized void send() {
        List<Tick> ticks = new ArrayList<>();
        for (Tick tick = waiting.poll(); tick != null; tick = waiting.poll()) {
            ticks.add(tick);
        }
        try {
            topic.publish(new TickBatch(node.name(), node.port(), ticks).encode());
        } catch (HazelcastInstanceNotActiveException shuttingDown) {
            log.debug("{} ticks were made too late to be sent", ticks.size());
        } catch (RuntimeException e) {
            log.warn("{} ticks could not be sent", ticks.size(), e);
        }
    }
}

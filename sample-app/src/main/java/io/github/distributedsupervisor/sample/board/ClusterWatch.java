package io.github.distributedsupervisor.sample.board;

import io.github.distributedsupervisor.ChildInfo;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.SupervisorNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The nodes and children as the supervisor reported them a moment ago. Reading them may wait while a node fails, which is
 * when the page must not: so a thread reads and everybody else looks at the last result.
 */
@Component
class ClusterWatch implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ClusterWatch.class);
    private static final int PERIOD_MILLIS = 300;

    private final DistributedSupervisor supervisor;
    private final ScheduledExecutorService timer;
    private volatile Report report = new Report(List.of(), Map.of());
    private volatile boolean running;

    ClusterWatch(DistributedSupervisor supervisor) {
        this.supervisor = supervisor;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "cluster-watch");
            thread.setDaemon(true);
            return thread;
        });
    }

    Report report() {
        return report;
    }

    @Override
    public void start() {
        running = true;
        timer.scheduleWithFixedDelay(this::read, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        running = false;
        timer.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void read() {
        try {
            report = new Report(supervisor.nodes(), supervisor.children());
        } catch (RuntimeException e) {
            log.debug("the cluster cannot be read now; the last report stays", e);
        }
    }

    /**
     * One reading.
     *
     * @param nodes all nodes
     * @param children all children by name
     */
    record Report(List<SupervisorNode> nodes, Map<String, ChildInfo> children) {}
}

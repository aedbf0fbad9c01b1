package io.github.distributedsupervisor.sample.node;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.topic.ITopic;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.SupervisorNode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Ends any node of the cluster: each is told, the one that is meant obeys. */
@Component
public class NodeCommands {

    private static final String TOPIC = "ticker-wall.commands";
    private static final int DELAY_MILLIS = 200;
    private static final int EXIT_CODE_OF_A_KILLED_PROCESS = 137;

    private final DistributedSupervisor supervisor;
    private final ITopic<String> topic;

    NodeCommands(DistributedSupervisor supervisor, HazelcastInstance hazelcast) {
        this.supervisor = supervisor;
        this.topic = hazelcast.getTopic(TOPIC);
        topic.addMessageListener(message -> receive(message.getMessageObject()));
    }

    /** How a node ends. */
    public enum Command {
        /** As on SIGTERM: the feeds move to other nodes first. */
        STOP,
        /** As on SIGKILL: nothing runs any more. */
        KILL
    }

    /**
     * Tells a node to end.
     *
     * @param idOrName which node
     * @param command how
     * @return false when there is no such node
     */
    public boolean send(String idOrName, Command command) {
        Optional<SupervisorNode> target = supervisor.nodes().stream()
                .filter(node -> node.id().equals(idOrName) || node.name().equals(idOrName))
                .findFirst();
        target.ifPresent(node -> topic.publish(command + " " + node.id()));
        return target.isPresent();
    }

    private void receive(String text) {
        // a moment later, so that the page gets its answer; elsewhere, as a listener must not read from the cluster
        CompletableFuture.delayedExecutor(DELAY_MILLIS, TimeUnit.MILLISECONDS).execute(() -> obey(text));
    }

    private void obey(String text) {
        for (Command command : Command.values()) {
            if (supervisor.nodes().stream().anyMatch(node -> node.local() && text.equals(command + " " + node.id()))) {
                end(command);
            }
        }
    }

    private static void end(Command command) {
        if (command == Command.KILL) {
            Runtime.getRuntime().halt(EXIT_CODE_OF_A_KILLED_PROCESS);
        }
        new Thread(() -> System.exit(0), "node-stop").start();
    }
}

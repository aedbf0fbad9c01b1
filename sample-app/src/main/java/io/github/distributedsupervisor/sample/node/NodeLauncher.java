package io.github.distributedsupervisor.sample.node;

import io.github.distributedsupervisor.sample.TickerWallApplication;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.ApplicationArguments;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Starts further nodes as processes of their own, which go on when this one ends. */
@Component
public class NodeLauncher {

    private static final Path SHELL = Path.of("/bin/sh");

    private final List<String> arguments;
    private final Map<Process, Launched> launched = new ConcurrentHashMap<>();

    NodeLauncher(ApplicationArguments arguments) {
        this.arguments = List.of(arguments.getSourceArgs());
    }

    /**
     * A process that was started.
     *
     * @param pid its number
     * @param log the file with its output
     */
    public record Launched(long pid, String log) {}

    /**
     * Starts a node. It joins the cluster some seconds later.
     *
     * @return the process
     * @throws IOException when the process cannot be started
     */
    public Launched launch() throws IOException {
        Path log = Files.createTempFile("ticker-wall-", ".log");
        ProcessBuilder builder = new ProcessBuilder(detached(command().words()));
        removeOwnPort(builder.environment());
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .start();
        process.getOutputStream().close();
        Launched node = new Launched(process.pid(), log.toString());
        launched.put(process, node);
        return node;
    }

    @EventListener(ContextClosedEvent.class)
    void tellWhatGoesOn() {
        launched.forEach((process, node) -> {
            if (process.isAlive()) {
                System.out.println("Ticker Wall: the node started as process " + node.pid()
                        + " keeps running; stop it on its page or by kill " + node.pid() + ". Its log: " + node.log());
            }
        });
    }

    private LaunchCommand command() {
        return new LaunchCommand(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                System.getProperty("java.class.path"),
                TickerWallApplication.class.getName(),
                arguments);
    }

    /** Where there is a shell, lets the new process ignore the Ctrl-C that is meant for this one. */
    private static List<String> detached(List<String> command) {
        if (!Files.isExecutable(SHELL)) {
            return command;
        }
        List<String> words = new ArrayList<>(List.of(SHELL.toString(), "-c", "trap '' INT; exec \"$0\" \"$@\""));
        words.addAll(command);
        return words;
    }

    private static void removeOwnPort(Map<String, String> environment) {
        environment.remove("SERVER_PORT");
        environment.remove("DISTRIBUTED_SUPERVISOR_NODE_NAME");
        environment.remove("DISTRIBUTEDSUPERVISOR_NODENAME");
    }
}

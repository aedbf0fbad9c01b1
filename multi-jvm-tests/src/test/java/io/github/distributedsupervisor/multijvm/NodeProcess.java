package io.github.distributedsupervisor.multijvm;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A node in its own Java virtual machine. It takes commands on its standard input and answers each with a line of {@code
 * name=number} words.
 */
public final class NodeProcess {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String END = "end";
    private static final Set<Process> LIVE = ConcurrentHashMap.newKeySet();

    /** A shell that is there already sends a signal within a millisecond, a new process does not. */
    private static final Process SIGNALS = startShell();

    private static final BufferedReader SIGNAL_ANSWERS = SIGNALS.inputReader();

    static {
        LIVE.add(SIGNALS);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> LIVE.forEach(Process::destroyForcibly)));
    }

    private final String name;
    private final Process process;
    private final BufferedWriter commands;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private Map<String, Long> calls = Map.of();

    private static Process startShell() {
        try {
            return new ProcessBuilder("sh").redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private NodeProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.commands = process.outputWriter();
    }

    /** Starts one; {@link #awaitReady} waits for it. */
    static NodeProcess launch(String cluster, String name, int basePort, Path directory) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = List.of(
                java.toString(),
                "-Xms64m",
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.net.preferIPv4Stack=true",
                "-Dwitness.log=" + System.getProperty("witness.log", "INFO"),
                "-Dwitness.hazelcast.log=" + System.getProperty("witness.hazelcast.log", "ERROR"),
                "-cp",
                System.getProperty("java.class.path"),
                WitnessNode.class.getName(),
                cluster,
                name,
                Integer.toString(basePort),
                directory.toString());
        return launch(name, command, directory);
    }

    /** Starts a process; its errors go to a file of its name. */
    public static NodeProcess launch(String name, List<String> command, Path directory) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(
                directory.resolve(name + ".log").toFile()));
        Process process = builder.start();
        LIVE.add(process);
        process.onExit().thenAccept(LIVE::remove);
        NodeProcess node = new NodeProcess(name, process);
        Thread reader = new Thread(node::readAnswers, "answers of " + name);
        reader.setDaemon(true);
        reader.start();
        return node;
    }

    private void readAnswers() {
        try (BufferedReader reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith(WitnessNode.ANSWER)) {
                    answers.add(line.substring(WitnessNode.ANSWER.length()).strip());
                }
            }
        } catch (IOException e) {
            // the process was killed
        }
        answers.add(END);
    }

    /** Waits until it can take commands. */
    public void awaitReady() throws InterruptedException {
        answer("ready");
    }

    /** Sends a command and waits for its answer. */
    public Map<String, Long> ask(String command) throws InterruptedException {
        try {
            commands.write(command);
            commands.newLine();
            commands.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(this + " does not take the command " + command, e);
        }
        return answer(command);
    }

    private Map<String, Long> answer(String command) throws InterruptedException {
        String answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (answer == null || answer.equals(END) || answer.startsWith("error")) {
            throw new IllegalStateException(this + " answered '" + command + "' with " + answer + "; see its log");
        }
        Map<String, Long> values = new HashMap<>();
        for (String word : answer.split(" ")) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                values.put(word.substring(0, equals), Long.valueOf(word.substring(equals + 1)));
            }
        }
        if (values.containsKey("ok")) {
            calls = values;
        }
        return values;
    }

    /** How the calls of this node have ended, as it said last. */
    public Map<String, Long> calls() {
        return calls;
    }

    /** SIGKILL; also ends a process that is paused. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGTERM. By the handle, because the process itself would close the streams too. */
    public void terminate() {
        process.toHandle().destroy();
    }

    /** SIGSTOP. */
    public void pause() throws IOException {
        signal("STOP");
    }

    /** SIGCONT. */
    public void resume() throws IOException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException {
        synchronized (SIGNALS) {
            SIGNALS.getOutputStream()
                    .write(("kill -" + signal + " " + process.pid() + "; echo $?\n")
                            .getBytes(StandardCharsets.US_ASCII));
            SIGNALS.getOutputStream().flush();
            if (!"0".equals(SIGNAL_ANSWERS.readLine())) {
                throw new IllegalStateException("no SIG" + signal + " for " + this);
            }
        }
    }

    /** The name and the id of the process, as in the name of its witness file. */
    public String id() {
        return name + "-" + process.pid();
    }

    /** Whether the process is there. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the end of a process that was told to leave. */
    public void awaitExit() throws InterruptedException {
        answer("SIGTERM");
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(this + " has not left");
        }
    }

    @Override
    public String toString() {
        return name + " (process " + process.pid() + ")";
    }
}

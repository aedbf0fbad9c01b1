package io.github.distributedsupervisor.multijvm.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A network of its own for the nodes of one cluster: a network namespace for each, joined by virtual cables to a switch in
 * one more, so that nothing of it touches the networks of the machine. Its addresses are of a private range and are unknown
 * outside these namespaces. Whoever may not make namespaces skips the scenario, unless the environment says {@code CI=true}.
 */
final class FaultNetwork implements AutoCloseable {

    private static final String INTERFACE = "eth0";
    private static final String NARROW = "1mbit";

    private final String prefix = "dsf" + ProcessHandle.current().pid();
    private final String switchName = prefix + "-switch";
    private final int size;
    private final boolean[][] cut;
    private final Thread removal = new Thread(this::remove, "network removal");
    private double loss;
    private boolean shaped;

    private FaultNetwork(int size) {
        this.size = size;
        this.cut = new boolean[size][size];
    }

    /** Makes it; skips the test where that is not possible. */
    static FaultNetwork create(int size) throws IOException, InterruptedException {
        FaultNetwork network = new FaultNetwork(size);
        String problem = network.problem();
        if (problem != null && "true".equals(System.getenv("CI"))) {
            throw new IllegalStateException("no network namespaces: " + problem);
        }
        if (problem != null) {
            System.out.println("SKIPPED, no network namespaces (root, iproute2 and iptables are needed): " + problem);
        }
        Assumptions.assumeTrue(problem == null, "no network namespaces: " + problem);
        Runtime.getRuntime().addShutdownHook(network.removal);
        try {
            network.build();
        } catch (IOException | RuntimeException e) {
            network.close();
            throw e;
        }
        return network;
    }

    private String problem() throws InterruptedException {
        try {
            run("", "ip", "netns", "add", switchName);
            run("", "ip", "netns", "exec", switchName, "iptables", "-w", "-L", "INPUT");
            return null;
        } catch (IOException | IllegalStateException e) {
            remove();
            return e.getMessage();
        }
    }

    private void build() throws IOException, InterruptedException {
        run("", "ip", "-n", switchName, "link", "add", "bridge0", "type", "bridge");
        run("", "ip", "-n", switchName, "link", "set", "bridge0", "up");
        for (int i = 0; i < size; i++) {
            String node = namespace(i);
            String port = "port" + i;
            run("", "ip", "netns", "add", node);
            run("", "ip", "-n", node, "link", "set", "lo", "up");
            run(
                    "",
                    "ip",
                    "-n",
                    switchName,
                    "link",
                    "add",
                    port,
                    "type",
                    "veth",
                    "peer",
                    "name",
                    INTERFACE,
                    "netns",
                    node);
            run("", "ip", "-n", switchName, "link", "set", port, "master", "bridge0");
            run("", "ip", "-n", switchName, "link", "set", port, "up");
            run("", "ip", "-n", node, "address", "add", address(i) + "/24", "dev", INTERFACE);
            run("", "ip", "-n", node, "link", "set", INTERFACE, "up");
        }
    }

    /** Where a node listens. */
    String address(int node) {
        return "10.231.77." + (node + 1);
    }

    List<String> addresses() {
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            addresses.add(address(i));
        }
        return addresses;
    }

    /** What a command begins with to run where a node is; it keeps the process that was started. */
    List<String> commandPrefix(int node) {
        return List.of("ip", "netns", "exec", namespace(node));
    }

    private String namespace(int node) {
        return prefix + "-" + node;
    }

    /** Cuts a group off from all others, both ways. */
    void split(Integer... group) throws IOException, InterruptedException {
        List<Integer> inside = Arrays.asList(group);
        for (int from = 0; from < size; from++) {
            for (int to = 0; to < size; to++) {
                cut[from][to] = inside.contains(from) != inside.contains(to);
            }
        }
        apply();
    }

    /** Drops what one node sends to another; the other way stays open. */
    void cutOneWay(int from, int to) throws IOException, InterruptedException {
        cut[from][to] = true;
        apply();
    }

    /** Drops this part of all packets, by chance. */
    void lose(double part) throws IOException, InterruptedException {
        loss = part;
        apply();
    }

    /**
     * Delays what each node sends. A kernel without netem narrows the cables instead, so that packets wait for each other.
     *
     * @return how
     */
    String delay(int millis, int jitterMillis) throws IOException, InterruptedException {
        try {
            shape("netem", "delay", millis + "ms", jitterMillis + "ms");
            return "netem";
        } catch (IllegalStateException e) {
            System.out.println("no netem, narrow cables instead: " + e.getMessage());
            shape("tbf", "rate", NARROW, "burst", "5kb", "latency", (millis + jitterMillis) + "ms");
            return "narrow";
        }
    }

    private void shape(String... discipline) throws IOException, InterruptedException {
        for (int i = 0; i < size; i++) {
            List<String> command =
                    new ArrayList<>(List.of("tc", "-n", namespace(i), "qdisc", "replace", "dev", INTERFACE, "root"));
            command.addAll(Arrays.asList(discipline));
            run("", command.toArray(String[]::new));
            shaped = true;
        }
    }

    private void unshape() throws IOException, InterruptedException {
        for (int i = 0; shaped && i < size; i++) {
            run("", "tc", "-n", namespace(i), "qdisc", "delete", "dev", INTERFACE, "root");
        }
        shaped = false;
    }

    /** Opens all ways again. */
    void heal() throws IOException, InterruptedException {
        for (boolean[] row : cut) {
            Arrays.fill(row, false);
        }
        loss = 0;
        apply();
        unshape();
    }

    /** Each namespace drops what arrives from those that it is cut off from. */
    private void apply() throws IOException, InterruptedException {
        for (int to = 0; to < size; to++) {
            StringBuilder rules = new StringBuilder("*filter\n:INPUT ACCEPT [0:0]\n");
            for (int from = 0; from < size; from++) {
                if (cut[from][to]) {
                    rules.append("-A INPUT -s ").append(address(from)).append(" -j DROP\n");
                }
            }
            if (loss > 0) {
                rules.append("-A INPUT -i " + INTERFACE + " -m statistic --mode random --probability ")
                        .append(loss)
                        .append(" -j DROP\n");
            }
            run(rules.append("COMMIT\n").toString(), "ip", "netns", "exec", namespace(to), "iptables-restore", "-w");
        }
    }

    private static void run(String input, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (OutputStream out = process.getOutputStream()) {
            out.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + output.strip());
        }
    }

    private void remove() {
        List<String> names = new ArrayList<>(List.of(switchName));
        for (int i = 0; i < size; i++) {
            names.add(namespace(i));
        }
        for (String name : names) {
            try {
                new ProcessBuilder("ip", "netns", "delete", name)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor(10, TimeUnit.SECONDS);
            } catch (IOException e) {
                // not there
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Removes it; also done when this process ends otherwise. */
    @Override
    public void close() {
        remove();
        try {
            Runtime.getRuntime().removeShutdownHook(removal);
        } catch (IllegalStateException e) {
            // the process is ending, and the hook runs
        }
    }
}

package io.github.distributedsupervisor.multijvm.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link FaultNode} is to be, given to its process as system properties that begin with {@code witness.}.
 *
 * @param cluster the name of the cluster
 * @param node the name of the node
 * @param address where it listens, and nowhere else
 * @param port the first port it tries
 * @param ports how many ports it tries
 * @param members all addresses, each with its port or without
 * @param directory where it writes its witness file
 * @param ledger the socket of the fenced resource; null for none
 * @param store the directory of its {@link FileChildStore}; null for none
 * @param quorum a number or {@code majority}
 * @param lease how long it may go on without having heard of a quorum
 * @param declared how many children it declares when it starts
 * @param tick how often a child shows that it lives
 * @param fine the first so many children show it every 20 ms instead
 */
public record NodeOptions(
        String cluster,
        String node,
        String address,
        int port,
        int ports,
        List<String> members,
        Path directory,
        @Nullable Path ledger,
        @Nullable Path store,
        String quorum,
        Duration lease,
        int declared,
        Duration tick,
        int fine) {

    private static final String PREFIX = "witness.";

    /** Copies the list. */
    public NodeOptions {
        members = List.copyOf(members);
    }

    /** Those of this process. */
    static NodeOptions ofThisProcess() {
        String ledger = System.getProperty(PREFIX + "ledger");
        String store = System.getProperty(PREFIX + "store");
        return new NodeOptions(
                text("cluster"),
                text("node"),
                text("address"),
                Integer.parseInt(text("port")),
                Integer.parseInt(text("ports")),
                List.of(text("members").split(",")),
                Path.of(text("directory")),
                ledger == null ? null : Path.of(ledger),
                store == null ? null : Path.of(store),
                text("quorum"),
                Duration.ofMillis(Long.parseLong(text("lease"))),
                Integer.parseInt(text("declared")),
                Duration.ofMillis(Long.parseLong(text("tick"))),
                Integer.parseInt(text("fine")));
    }

    private static String text(String name) {
        String value = System.getProperty(PREFIX + name);
        if (value == null) {
            throw new IllegalArgumentException("no system property " + PREFIX + name);
        }
        return value;
    }

    /** The arguments of a Java virtual machine that give it these options. */
    public List<String> asArguments() {
        List<String> arguments = new ArrayList<>(List.of(
                "cluster=" + cluster,
                "node=" + node,
                "address=" + address,
                "port=" + port,
                "ports=" + ports,
                "members=" + String.join(",", members),
                "directory=" + directory,
                "quorum=" + quorum,
                "lease=" + lease.toMillis(),
                "declared=" + declared,
                "tick=" + tick.toMillis(),
                "fine=" + fine));
        if (ledger != null) {
            arguments.add("ledger=" + ledger);
        }
        if (store != null) {
            arguments.add("store=" + store);
        }
        return arguments.stream().map(argument -> "-D" + PREFIX + argument).toList();
    }
}

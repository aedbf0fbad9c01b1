package io.github.distributedsupervisor.boot.autoconfigure;

import io.github.distributedsupervisor.NodeMonitoring;
import io.github.distributedsupervisor.Quorum;
import io.github.distributedsupervisor.Restart;
import io.github.distributedsupervisor.RestartBackOff;
import io.github.distributedsupervisor.RestartIntensity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.util.unit.DataSize;

/**
 * What can be set under {@code distributed-supervisor}. Core checks the values and owns the defaults.
 *
 * @param enabled Whether the application gets a supervisor.
 * @param name Name of the supervisor; those of one name on all members of the cluster work together.
 * @param nodeName Name of this node for people. The default is the address of its Hazelcast member.
 * @param callTimeout How long a call waits for its answer when no timeout is given.
 * @param startTimeout How long starting and terminating a child may take for the caller.
 * @param handoffTimeout How long a move waits for the message that the child is handling. Past it the move is tried
 *     again later.
 * @param drainTimeout How long moving the children to other nodes may take when the application stops.
 * @param sweepInterval How often records, membership and local children are compared when nothing happens.
 * @param minNodes How many nodes must reach each other for children to run: a number, or 'majority' of the most nodes that
 *     were together. With 1 each side of a split network runs all children. Give all nodes the same.
 * @param lease How long a node runs its children without hearing from the others. With min-nodes, children of a lost node
 *     start elsewhere a third more than that after it was last heard of. Give all nodes the same.
 * @param rebalance When and how many children move for balance.
 * @param mailbox How many messages may wait.
 * @param maxMessageSize How large a message, an answer or the arguments of a child may be when they leave the node.
 * @param maxStateSize How large the state of a child may be. A larger one is no checkpoint, and a child moves without it.
 * @param childThreads How many children run at once at most on a node.
 * @param backupCount How many copies of each record other members keep, from 0 to 6.
 * @param restart When and how often children are restarted, unless their specs say otherwise.
 * @param nodes Names or addresses of the nodes that take children; others only reach them. The default is all nodes. Give
 *     all nodes the same.
 * @param nodeMonitoring On which nodes listeners are told that a node is up or down.
 * @param messagePackages Packages whose classes, and those below, may be messages, answers, arguments and states. The
 *     default is the package of the application; the packages of the child classes are always allowed.
 * @param children Children that are started with the application, once in the cluster.
 * @param supervisors Further supervisors by name, each a bean of that name. They have the properties of the first one
 *     wherever they have none of their own; cluster, store and enabled are common to all.
 * @param store Where children outlive the end of all nodes.
 * @param cluster The Hazelcast member that is started when the application configures none.
 */
@ConfigurationProperties("distributed-supervisor")
record SupervisorProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("default") String name,
        @Nullable String nodeName,
        @DefaultValue("5s") Duration callTimeout,
        @DefaultValue("30s") Duration startTimeout,
        @DefaultValue("10s") Duration handoffTimeout,
        @DefaultValue("20s") Duration drainTimeout,
        @DefaultValue("2s") Duration sweepInterval,
        @DefaultValue("1") String minNodes,
        @DefaultValue("3s") Duration lease,
        @DefaultValue Rebalance rebalance,
        @DefaultValue Mailbox mailbox,
        @DefaultValue("1MB") DataSize maxMessageSize,
        @DefaultValue("4MB") DataSize maxStateSize,
        @DefaultValue("256") int childThreads,
        @DefaultValue("2") int backupCount,
        @DefaultValue Restarts restart,
        @DefaultValue List<String> nodes,
        @DefaultValue("every-node") NodeMonitoring nodeMonitoring,
        @DefaultValue List<String> messagePackages,
        @DefaultValue List<DeclaredChild> children,
        @DefaultValue Map<String, SupervisorProperties> supervisors,
        @DefaultValue Store store,
        @DefaultValue Cluster cluster) {

    SupervisorProperties {
        Quorum.parse(minNodes); // refuses what is none, so that Spring names the property
        nodes = List.copyOf(nodes);
        messagePackages = List.copyOf(messagePackages);
        children = List.copyOf(children);
        supervisors = Map.copyOf(supervisors);
    }

    /**
     * Where children outlive the end of all nodes; the same for all supervisors of the application, and on all nodes.
     *
     * @param type Whether and where records and states of the children are kept; 'jdbc' is the DataSource of the
     *     application.
     * @param table Name of the table, with its schema if needed.
     * @param initializeSchema When the table is created: 'embedded' databases only, 'always', or 'never'.
     * @param schema Script that creates the table.
     * @param platform Platform in the name of the script, by default that of the database.
     */
    record Store(
            @DefaultValue("none") StoreType type,
            @DefaultValue("supervised_child") String table,
            @DefaultValue("embedded") InitializeSchema initializeSchema,

            @DefaultValue("classpath:io/github/distributedsupervisor/boot/store/schema-@@platform@@.sql")
            String schema,

            @Nullable String platform) {

        private static final Pattern TABLE =
                Pattern.compile("[A-Za-z_][A-Za-z0-9_$]*(\\.[A-Za-z_][A-Za-z0-9_$]*){0,2}");

        Store {
            if (!TABLE.matcher(table).matches()) {
                throw new IllegalArgumentException("store.table must be the name of a table, but is '" + table + "'");
            }
        }
    }

    /** As the mode of Spring Boot, which is there only beside a database. */
    enum InitializeSchema {
        /** At each start, if it is not there. */
        ALWAYS,
        /** Only in an embedded database. */
        EMBEDDED,
        /** The application does it. */
        NEVER
    }

    /** Where children outlive the end of all nodes. */
    enum StoreType {
        /** Nowhere. */
        NONE,
        /** In the DataSource of the application. */
        JDBC
    }

    /**
     * When and how many children move for balance.
     *
     * @param stableAfter How long the cluster must be unchanged before children are moved for balance.
     * @param maxConcurrentMoves How many children move for balance at a time, counted by each coordinating node.
     * @param minResidency How long a child that has moved stays before it is moved for balance.
     */
    record Rebalance(
            @DefaultValue("1s") Duration stableAfter,
            @DefaultValue("32") int maxConcurrentMoves,
            @DefaultValue("10s") Duration minResidency) {}

    /**
     * How many messages may wait.
     *
     * @param capacity How many messages may wait for one child, and how many of one node may be under way to it.
     * @param maxInFlight How many messages of this node may wait for answers or acknowledgements.
     */
    record Mailbox(
            @DefaultValue("10000") int capacity,
            @DefaultValue("200000") int maxInFlight) {}

    /**
     * When and how often children are restarted, unless their specs say otherwise.
     *
     * @param maxRestarts How many restarts of a child are allowed within the period. One that needs more is quarantined.
     * @param within For how long each restart counts.
     * @param backoff How long a child waits before it is restarted.
     */
    record Restarts(
            @DefaultValue("10") int maxRestarts,
            @DefaultValue("10m") Duration within,
            @DefaultValue Backoff backoff) {

        Restarts {
            new RestartIntensity(maxRestarts, within); // refuses what is none, so that Spring names the property
        }

        RestartIntensity intensity() {
            return new RestartIntensity(maxRestarts, within);
        }
    }

    /**
     * How long a child waits before it is restarted: not at all the first time.
     *
     * @param initial How long a child waits before its second restart.
     * @param multiplier By how much each wait is longer than the one before, from 1 to 100.
     * @param max The longest wait.
     * @param jitter Which share of a wait is taken off at most, from 0 to 1. For each child and restart another one, so
     *     that children that crashed together do not come back together.
     * @param resetAfter How long a child must have run for the waits to begin anew.
     */
    record Backoff(
            @DefaultValue("1s") Duration initial,
            @DefaultValue("2") double multiplier,
            @DefaultValue("5m") Duration max,
            @DefaultValue("0") double jitter,
            @DefaultValue("1m") Duration resetAfter) {

        Backoff {
            new RestartBackOff(initial, multiplier, max, jitter, resetAfter); // as above
        }

        RestartBackOff toBackOff() {
            return new RestartBackOff(initial, multiplier, max, jitter, resetAfter);
        }
    }

    /**
     * A child that is started with the application.
     *
     * @param name Name of the child.
     * @param type Type of the child, as its @SupervisedChild says.
     * @param args Arguments for the constructor of the child, in their order; each is converted to the type of its
     *     parameter.
     * @param restart When the child is restarted.
     * @param shutdownTimeout How long the child may take to stop.
     * @param passivateAfter After how long without messages the child is put to sleep. The default is never.
     * @param preferredNode Name or address of the node on which the child runs whenever that node is there.
     * @param requiredNode Name or address of the only node on which the child runs.
     */
    record DeclaredChild(
            @Nullable String name,
            @Nullable String type,
            @DefaultValue List<String> args,
            @DefaultValue("permanent") Restart restart,
            @DefaultValue("5s") Duration shutdownTimeout,
            @Nullable Duration passivateAfter,
            @Nullable String preferredNode,
            @Nullable String requiredNode) {

        DeclaredChild {
            args = List.copyOf(args);
        }
    }

    /**
     * The Hazelcast member that is started when the application configures none.
     *
     * @param name Name of the cluster; members of other names are never joined. The default is made of
     *     spring.application.name and the name of the user that runs the process.
     * @param port First port to try; the nine after it are tried as well.
     * @param members Addresses of members, with or without port. One without is looked for at 'port', on 127.0.0.1 at the
     *     nine after it as well. The default is this machine only.
     * @param networkInterface Address to bind to, such as 10.0.0.7 or 10.0.*.*. The default is 127.0.0.1, reachable
     *     from this machine only, or any address when a Kubernetes service is given.
     * @param heartbeatTimeout After how long without a sign of life a member is taken for dead. The death of a process is
     *     noticed at once; this is for those that hang or cannot be reached.
     * @param kubernetes How members find each other in Kubernetes.
     */
    record Cluster(
            @Nullable String name,
            @DefaultValue("5701") int port,
            @DefaultValue("127.0.0.1") List<String> members,
            @Name("interface") @Nullable String networkInterface,
            @DefaultValue("15s") Duration heartbeatTimeout,
            @DefaultValue Kubernetes kubernetes) {

        private static final int LAST_PORT = 65_535;

        Cluster {
            members = List.copyOf(members);
            if (port < 1 || port > LAST_PORT) {
                throw new IllegalArgumentException("the port must be 1 to " + LAST_PORT + ", but is " + port);
            }
            if (heartbeatTimeout.isNegative() || heartbeatTimeout.isZero()) {
                throw new IllegalArgumentException("heartbeat-timeout must be positive, but is " + heartbeatTimeout);
            }
        }

        /**
         * How members find each other in Kubernetes.
         *
         * @param serviceDns Name of a headless service that selects the pods of the application, such as
         *     rooms.default.svc.cluster.local. Members are then found by it instead of by their addresses.
         */
        record Kubernetes(@Nullable String serviceDns) {}
    }
}

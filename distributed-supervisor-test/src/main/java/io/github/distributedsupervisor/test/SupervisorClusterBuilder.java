package io.github.distributedsupervisor.test;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.test.internal.node.NodeLauncher;
import io.github.distributedsupervisor.test.internal.node.PlainNodeLauncher;
import io.github.distributedsupervisor.test.internal.node.SpringNodeLauncher;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Starts a {@link SupervisorCluster} without {@link SupervisorClusterTest}: close it, and call {@link
 * SupervisorCluster#verify} before. Its methods are the attributes of the annotation. Not for use by several threads.
 */
public final class SupervisorClusterBuilder {

    private static final int MOST_NODES = 9;
    private static final String SPRING_BOOT_TEST = "org.springframework.boot.test.context.AnnotatedClassFinder";

    private int nodes = 3;
    private @Nullable Class<?> testClass;
    private List<Class<? extends Child>> childTypes = List.of();
    private List<Class<?>> classes = List.of();
    private List<String> properties = List.of();
    private ClusterConfigurer configurer = new ClusterConfigurer() {};
    private boolean overlapAllowed = true;

    SupervisorClusterBuilder() {}

    /**
     * How many nodes start.
     *
     * @param count 1 to 9
     * @return this
     */
    public SupervisorClusterBuilder nodes(int count) {
        if (count < 1 || count > MOST_NODES) {
            throw new IllegalArgumentException("nodes must be 1 to " + MOST_NODES + ", but is " + count);
        }
        this.nodes = count;
        return this;
    }

    /**
     * Where the application is looked for.
     *
     * @param type a class in its package or below
     * @return this
     */
    public SupervisorClusterBuilder testClass(Class<?> type) {
        this.testClass = type;
        return this;
    }

    /**
     * The types of children of nodes without Spring.
     *
     * @param types classes
     * @return this
     */
    public SupervisorClusterBuilder childTypes(List<Class<? extends Child>> types) {
        this.childTypes = List.copyOf(types);
        return this;
    }

    /**
     * What application contexts are made of.
     *
     * @param types configuration classes
     * @return this
     */
    public SupervisorClusterBuilder classes(Class<?>... types) {
        this.classes = List.of(types);
        return this;
    }

    /**
     * Properties of the application contexts.
     *
     * @param pairs each of the form {@code key=value}
     * @return this
     */
    public SupervisorClusterBuilder properties(String... pairs) {
        this.properties = List.of(pairs);
        return this;
    }

    /**
     * Changes members and supervisors before they start.
     *
     * @param newConfigurer what does it
     * @return this
     */
    public SupervisorClusterBuilder configurer(ClusterConfigurer newConfigurer) {
        this.configurer = newConfigurer;
        return this;
    }

    /**
     * Whether two instances on two sides of a partition are right.
     *
     * @param allowed by default true
     * @return this
     */
    public SupervisorClusterBuilder allowOverlapWhilePartitioned(boolean allowed) {
        this.overlapAllowed = allowed;
        return this;
    }

    /**
     * Starts the nodes, one after the other.
     *
     * @return the cluster, all nodes of which know each other
     */
    public SupervisorCluster start() {
        SupervisorCluster cluster = new SupervisorCluster(launcher(), configurer, nodes, overlapAllowed);
        try {
            for (int i = 0; i < nodes; i++) {
                cluster.start();
            }
            cluster.awaitSettled();
            return cluster;
        } catch (Throwable e) {
            cluster.close();
            throw e;
        }
    }

    private NodeLauncher launcher() {
        if (!childTypes.isEmpty()) {
            return new PlainNodeLauncher(childTypes);
        }
        if (isPresent()) {
            List<Class<?>> sources = classes;
            if (sources.isEmpty() && testClass != null) {
                sources = SpringNodeLauncher.applicationOf(testClass)
                        .<List<Class<?>>>map(List::of)
                        .orElse(List.of());
            }
            if (!sources.isEmpty()) {
                return new SpringNodeLauncher(sources, properties);
            }
        }
        throw new IllegalStateException("nothing says what the nodes are: give childTypes for nodes without Spring; or"
                + " classes, or a @SpringBootApplication in the package of the test or above it, with spring-boot-test on"
                + " the class path");
    }

    private static boolean isPresent() {
        try {
            Class.forName(SPRING_BOOT_TEST, false, SupervisorClusterBuilder.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}

package io.github.distributedsupervisor;

import com.hazelcast.core.HazelcastInstance;
import io.github.distributedsupervisor.internal.LogText;
import io.github.distributedsupervisor.internal.SupervisorAssembly;
import io.github.distributedsupervisor.internal.messaging.ForyMessageCodec;
import io.github.distributedsupervisor.internal.runtime.ReflectiveChildFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link DistributedSupervisor} without Spring. Not for use by several threads at once.
 *
 * <pre>{@code
 * DistributedSupervisor supervisor = DistributedSupervisor.builder(hazelcast)
 *         .name("rooms")
 *         .childType(RoomChild.class)
 *         .build();
 * }</pre>
 */
public final class DistributedSupervisorBuilder extends SupervisorTuning<DistributedSupervisorBuilder> {

    /** The default name of a supervisor. */
    public static final String DEFAULT_NAME = "default";

    private final HazelcastInstance hazelcast;
    private String name = DEFAULT_NAME;
    private @Nullable String nodeName;
    private final Map<String, ChildFactory> factories = new LinkedHashMap<>();
    private final Map<String, ChildSpec> onDemand = new LinkedHashMap<>();
    private final List<SupervisorListener> listeners = new ArrayList<>();
    private final Set<String> messagePackages = new TreeSet<>();
    private @Nullable MessageCodec codec;
    private @Nullable MessageObserver observer;
    private ClassLoader classLoader = DistributedSupervisorBuilder.class.getClassLoader();
    private NodeMonitoring nodeMonitoring = NodeMonitoring.EVERY_NODE;
    private @Nullable ChildStore store;
    private boolean joinLater;

    DistributedSupervisorBuilder(HazelcastInstance hazelcast) {
        this.hazelcast = Objects.requireNonNull(hazelcast, "hazelcast");
    }

    @Override
    DistributedSupervisorBuilder self() {
        return this;
    }

    /**
     * Names the supervisor; those of one name on all members work together.
     *
     * @param newName 1 to 200 of the characters {@code A-Z a-z 0-9 . _ : @ -}
     * @return this
     */
    public DistributedSupervisorBuilder name(String newName) {
        this.name = ChildSpec.checkName(newName);
        return this;
    }

    /**
     * How the supervisor is going to be named.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Names this node for people; by default its address.
     *
     * @param newNodeName at most 200 printable characters
     * @return this
     */
    public DistributedSupervisorBuilder nodeName(@Nullable String newNodeName) {
        if (newNodeName != null && (newNodeName.length() > 200 || !newNodeName.equals(LogText.of(newNodeName)))) {
            throw new IllegalArgumentException("a node name has at most 200 printable characters; '"
                    + ChildName.excerpt(newNodeName) + "' has not");
        }
        this.nodeName = newNodeName;
        return this;
    }

    /**
     * Registers a class of children. They are made by the constructor that the arguments of the spec fit. Its package
     * becomes one whose classes may be messages.
     *
     * @param type the class
     * @return this
     */
    public DistributedSupervisorBuilder childType(Class<? extends Child> type) {
        messagePackages.add(type.getPackageName());
        SupervisedChild annotation = type.getAnnotation(SupervisedChild.class);
        if (annotation != null && annotation.onDemand()) {
            onDemand(ChildSpec.of(type));
        }
        return childType(ChildSpec.typeOf(type), new ReflectiveChildFactory(type));
    }

    /**
     * Registers a type of children.
     *
     * @param type its name
     * @param factory makes them
     * @return this
     */
    public DistributedSupervisorBuilder childType(String type, ChildFactory factory) {
        if (factories.putIfAbsent(Objects.requireNonNull(type), Objects.requireNonNull(factory)) != null) {
            throw new IllegalArgumentException("child type '" + type + "' is registered twice; name one of them anew");
        }
        return this;
    }

    /**
     * Starts children of a type with their first message: one to a name of the form {@code type:anything} that has no
     * child.
     *
     * @param template the type, and how its children are started; they all get its arguments, and know their name
     * @return this
     */
    public DistributedSupervisorBuilder onDemand(ChildSpec template) {
        if (template.type().indexOf(':') >= 0) {
            throw new IllegalArgumentException("an on-demand type must not contain a colon, but is " + template.type());
        }
        onDemand.put(ChildSpec.checkName(template.type()), template);
        return this;
    }

    /**
     * Adds a listener.
     *
     * @param listener the listener
     * @return this
     */
    public DistributedSupervisorBuilder listener(SupervisorListener listener) {
        listeners.add(Objects.requireNonNull(listener));
        return this;
    }

    /**
     * Where listeners are told of nodes that come up and are gone.
     *
     * @param newNodeMonitoring the same on all nodes; by default {@link NodeMonitoring#EVERY_NODE}
     * @return this
     */
    public DistributedSupervisorBuilder nodeMonitoring(NodeMonitoring newNodeMonitoring) {
        this.nodeMonitoring = Objects.requireNonNull(newNodeMonitoring);
        return this;
    }

    /**
     * Allows the classes of a package and of those below it as messages, answers, arguments and states. Only allowed
     * classes are ever instantiated from the network; common JDK value types and collections always are.
     *
     * @param packageName the package
     * @return this
     */
    public DistributedSupervisorBuilder messagePackage(String packageName) {
        messagePackages.add(Objects.requireNonNull(packageName));
        return this;
    }

    /**
     * Replaces the codec; then {@link #messagePackage} has no effect.
     *
     * @param newCodec the codec
     * @return this
     */
    public DistributedSupervisorBuilder codec(@Nullable MessageCodec newCodec) {
        this.codec = newCodec;
        return this;
    }

    /**
     * Lets somebody see each message, as tracing needs it. Without one, messages cost nothing for it.
     *
     * @param newObserver the observer; it replaces one that was given before
     * @return this
     */
    public DistributedSupervisorBuilder messageObserver(@Nullable MessageObserver newObserver) {
        this.observer = newObserver;
        return this;
    }

    /**
     * The class loader of children and messages.
     *
     * @param newClassLoader by default that of this library
     * @return this
     */
    public DistributedSupervisorBuilder classLoader(ClassLoader newClassLoader) {
        this.classLoader = Objects.requireNonNull(newClassLoader);
        return this;
    }

    /**
     * Keeps the records of the children, with their states, where they survive the end of all nodes: when nodes are there
     * again, so are the children. Give all nodes the same store.
     *
     * @param newStore the store; null, the default, for none
     * @return this
     */
    public DistributedSupervisorBuilder store(@Nullable ChildStore newStore) {
        this.store = newStore;
        return this;
    }

    /**
     * Waits for {@link DistributedSupervisor#join} before this node takes children. Until then the supervisor only reaches
     * those of other nodes.
     *
     * @return this
     */
    public DistributedSupervisorBuilder joinLater() {
        this.joinLater = true;
        return this;
    }

    /**
     * Joins the supervisors of the same name and, unless {@link #joinLater} was called, starts to take children.
     *
     * @return the running supervisor
     * @throws UnfitHazelcastException when Hazelcast is a client or a lite member, or its configuration would lose records
     * @throws DifferentSettingsException when the other nodes have other settings
     */
    public DistributedSupervisor build() {
        MessageCodec messageCodec = codec != null ? codec : new ForyMessageCodec(classLoader, messagePackages);
        DistributedSupervisor supervisor = SupervisorAssembly.assemble(new SupervisorAssembly.Plan(
                hazelcast,
                name,
                nodeName,
                factories,
                onDemand,
                listeners,
                nodeMonitoring,
                observer,
                messageCodec,
                classLoader,
                store,
                settings()));
        if (!joinLater) {
            try {
                supervisor.join();
            } catch (RuntimeException e) {
                supervisor.close();
                throw e;
            }
        }
        return supervisor;
    }
}

package io.github.distributedsupervisor;

import io.github.distributedsupervisor.internal.LogText;
import io.github.distributedsupervisor.internal.Settings;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is needed to start a child on any node. Immutable: each setter returns a changed copy. */
public final class ChildSpec {

    private static final Duration NEVER = Duration.ZERO;

    private final Content content;

    /** Changed only while a copy is made. */
    private static final class Content implements Cloneable {
        private final String type;
        private @Nullable String name;
        private List<@Nullable Object> arguments = List.of();
        private Restart restart = Restart.PERMANENT;
        private Shutdown shutdown = Shutdown.timeout(Shutdown.DEFAULT_TIMEOUT);
        private @Nullable RestartIntensity intensity;
        private @Nullable NodePin pin;
        private Duration passivateAfter = NEVER;
        private Set<String> answers = Set.of();

        Content(String type) {
            this.type = type;
        }

        @Override
        protected Content clone() {
            try {
                return (Content) super.clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private ChildSpec(Content content) {
        this.content = content;
    }

    private ChildSpec with(Consumer<Content> change) {
        Content copy = content.clone();
        change.accept(copy);
        return new ChildSpec(copy);
    }

    /**
     * A spec with a generated name, no arguments, permanent restart, the supervisor's restart intensity, the default shutdown timeout.
     *
     * @param type a type that the nodes of the cluster know
     * @return the spec
     */
    public static ChildSpec of(String type) {
        Objects.requireNonNull(type, "type");
        if (type.isBlank() || type.length() > 500 || !type.equals(LogText.of(type))) {
            throw new IllegalArgumentException(
                    "a child type has 1 to 500 printable characters; '" + ChildName.excerpt(type) + "' has not");
        }
        return new ChildSpec(new Content(type));
    }

    /**
     * A spec for a class: its type is what {@link SupervisedChild} says, else the name of the class.
     *
     * @param type the class
     * @return the spec
     */
    public static ChildSpec of(Class<? extends Child> type) {
        return of(typeOf(type));
    }

    /**
     * The type of a class of children.
     *
     * @param type the class
     * @return what {@link SupervisedChild} says, else the name of the class
     */
    public static String typeOf(Class<?> type) {
        SupervisedChild annotation = type.getAnnotation(SupervisedChild.class);
        return annotation == null || annotation.value().isBlank() ? type.getName() : annotation.value();
    }

    /**
     * Refuses what is not a name.
     *
     * @param name the name
     * @return the same name
     * @throws IllegalArgumentException unless it has 1 to 200 of the characters {@code A-Z a-z 0-9 . _ : @ -}
     */
    public static String checkName(String name) {
        return ChildName.check(name);
    }

    /**
     * With a name.
     *
     * @param newName unique in one supervisor
     * @return a changed copy
     */
    public ChildSpec name(String newName) {
        return with(copy -> copy.name = checkName(newName));
    }

    /**
     * With arguments for the constructor or factory.
     *
     * @param newArguments each encodable as a message; they are encoded when the child is started, not before
     * @return a changed copy
     */
    public ChildSpec args(@Nullable Object... newArguments) {
        List<@Nullable Object> copy = Collections.unmodifiableList(Arrays.asList(newArguments.clone()));
        return with(content -> content.arguments = copy);
    }

    /**
     * With a restart policy.
     *
     * @param newRestart the policy
     * @return a changed copy
     */
    public ChildSpec restart(Restart newRestart) {
        return with(copy -> copy.restart = Objects.requireNonNull(newRestart));
    }

    /**
     * With a shutdown.
     *
     * @param newShutdown how the child is stopped
     * @return a changed copy
     */
    public ChildSpec shutdown(Shutdown newShutdown) {
        return with(copy -> copy.shutdown = Objects.requireNonNull(newShutdown));
    }

    /**
     * With a limit of restarts.
     *
     * @param maxRestarts how many are allowed within the period
     * @param within the period
     * @return a changed copy
     * @see RestartIntensity
     */
    public ChildSpec intensity(int maxRestarts, Duration within) {
        RestartIntensity newIntensity = new RestartIntensity(maxRestarts, within);
        return with(copy -> copy.intensity = newIntensity);
    }

    /**
     * On a node of that name or address whenever that node is there; elsewhere meanwhile.
     *
     * @param node the name or the address
     * @return a changed copy
     */
    public ChildSpec preferredNode(String node) {
        return pinned(new NodePin(node, false));
    }

    /**
     * Only on a node of that name or address: while that is away, the child waits for it and says {@link
     * ChildStatus#WAITING}.
     *
     * @param node the name or the address
     * @return a changed copy
     */
    public ChildSpec requiredNode(String node) {
        return pinned(new NodePin(node, true));
    }

    private ChildSpec pinned(NodePin newPin) {
        return with(copy -> copy.pin = newPin);
    }

    /**
     * Puts the child to sleep when no message came and no timer was set for a while: it is stopped, its state and its
     * name are kept, and the next message starts it again. Checked at each sweep.
     *
     * @param idle the time without messages, positive
     * @return a changed copy
     */
    public ChildSpec passivateAfter(Duration idle) {
        Settings.positive("passivateAfter", idle);
        return with(copy -> copy.passivateAfter = idle);
    }

    /**
     * With unchecked exceptions, and those derived from them, that are answers out of a message handler instead of crashes,
     * beside those that {@link SupervisedChild#answers} lists.
     *
     * @param exceptions their classes
     * @return a changed copy
     */
    @SafeVarargs
    public final ChildSpec answers(Class<? extends RuntimeException>... exceptions) {
        Set<String> names = new TreeSet<>();
        for (Class<?> exception : exceptions) {
            names.add(exception.getName());
        }
        return with(copy -> copy.answers = Collections.unmodifiableSet(names));
    }

    /**
     * The type of the child.
     *
     * @return the type
     */
    public String type() {
        return content.type;
    }

    /**
     * The name of the child.
     *
     * @return empty when one is to be generated
     */
    public Optional<String> name() {
        return Optional.ofNullable(content.name);
    }

    /**
     * The arguments of the child.
     *
     * @return unmodifiable
     */
    public List<@Nullable Object> arguments() {
        return content.arguments;
    }

    /**
     * The restart policy.
     *
     * @return the policy
     */
    public Restart restart() {
        return content.restart;
    }

    /**
     * How the child is stopped.
     *
     * @return the shutdown
     */
    public Shutdown shutdown() {
        return content.shutdown;
    }

    /**
     * The limit of restarts.
     *
     * @return empty for that of the supervisor
     */
    public Optional<RestartIntensity> intensity() {
        return Optional.ofNullable(content.intensity);
    }

    /**
     * The node the child was given.
     *
     * @return empty when any will do
     */
    public Optional<NodePin> pin() {
        return Optional.ofNullable(content.pin);
    }

    /**
     * After how long without messages the child is put to sleep.
     *
     * @return empty for never
     */
    public Optional<Duration> passivateAfter() {
        return content.passivateAfter.isZero() ? Optional.empty() : Optional.of(content.passivateAfter);
    }

    /**
     * The unchecked exceptions that are answers instead of crashes.
     *
     * @return the names of their classes
     */
    public Set<String> answers() {
        return content.answers;
    }

    @Override
    public String toString() {
        // no arguments: they may hold secrets
        return "ChildSpec[type=" + content.type + ", name=" + content.name + ", arguments=" + content.arguments.size()
                + ", restart=" + content.restart + ", shutdown=" + content.shutdown + ", pin=" + content.pin + "]";
    }
}

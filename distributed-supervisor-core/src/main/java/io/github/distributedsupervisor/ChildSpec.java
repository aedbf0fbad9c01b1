package io.github.distributedsupervisor;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is needed to start a child on any node. Immutable: each setter returns a changed copy. */
public final class ChildSpec {

    private static final int LONGEST_NAME = 200;

    private final String type;
    private final @Nullable String name;
    private final List<@Nullable Object> arguments;
    private final Restart restart;
    private final Shutdown shutdown;

    private ChildSpec(
            String type, @Nullable String name, List<@Nullable Object> arguments, Restart restart, Shutdown shutdown) {
        this.type = type;
        this.name = name;
        this.arguments = arguments;
        this.restart = restart;
        this.shutdown = shutdown;
    }

    /**
     * A spec with a generated name, no arguments, permanent restart and the default shutdown timeout.
     *
     * @param type a type that the nodes of the cluster know
     * @return the spec
     */
    public static ChildSpec of(String type) {
        if (type.isBlank() || type.length() > 500) {
            throw new IllegalArgumentException("a child type has 1 to 500 characters, but was '" + type + "'");
        }
        return new ChildSpec(type, null, List.of(), Restart.PERMANENT, Shutdown.timeout(Shutdown.DEFAULT_TIMEOUT));
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
        if (!isName(Objects.requireNonNull(name, "name"))) {
            throw new IllegalArgumentException("a child name has 1 to 200 of the characters A-Z a-z 0-9 . _ : @ -; '"
                    + name.codePoints().limit(40).collect(StringBuilder::new, ChildSpec::escape, StringBuilder::append)
                    + "' has not");
        }
        return name;
    }

    // by hand: each message checks a name, and a regular expression is a tenth of what a call costs
    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && "._:@-".indexOf(c) < 0) {
                return false;
            }
        }
        return !name.isEmpty() && name.length() <= LONGEST_NAME;
    }

    private static void escape(StringBuilder text, int codePoint) {
        if (codePoint >= ' ' && codePoint < 127) {
            text.appendCodePoint(codePoint);
        } else {
            text.append("\\u{").append(Integer.toHexString(codePoint)).append('}');
        }
    }

    /**
     * With a name.
     *
     * @param newName unique in one supervisor
     * @return a changed copy
     */
    public ChildSpec name(String newName) {
        return new ChildSpec(type, checkName(newName), arguments, restart, shutdown);
    }

    /**
     * With arguments for the constructor or factory.
     *
     * @param newArguments each encodable as a message; they are encoded when the child is started, not before
     * @return a changed copy
     */
    public ChildSpec args(@Nullable Object... newArguments) {
        List<@Nullable Object> copy = Collections.unmodifiableList(Arrays.asList(newArguments.clone()));
        return new ChildSpec(type, name, copy, restart, shutdown);
    }

    /**
     * With a restart policy.
     *
     * @param newRestart the policy
     * @return a changed copy
     */
    public ChildSpec restart(Restart newRestart) {
        return new ChildSpec(type, name, arguments, Objects.requireNonNull(newRestart), shutdown);
    }

    /**
     * With a shutdown.
     *
     * @param newShutdown how the child is stopped
     * @return a changed copy
     */
    public ChildSpec shutdown(Shutdown newShutdown) {
        return new ChildSpec(type, name, arguments, restart, Objects.requireNonNull(newShutdown));
    }

    /**
     * The type of the child.
     *
     * @return the type
     */
    public String type() {
        return type;
    }

    /**
     * The name of the child.
     *
     * @return empty when one is to be generated
     */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /**
     * The arguments of the child.
     *
     * @return unmodifiable
     */
    public List<@Nullable Object> arguments() {
        return arguments;
    }

    /**
     * The restart policy.
     *
     * @return the policy
     */
    public Restart restart() {
        return restart;
    }

    /**
     * How the child is stopped.
     *
     * @return the shutdown
     */
    public Shutdown shutdown() {
        return shutdown;
    }

    @Override
    public String toString() {
        // no arguments: they may hold secrets
        return "ChildSpec[type=" + type + ", name=" + name + ", arguments=" + arguments.size() + ", restart=" + restart
                + ", shutdown=" + shutdown + "]";
    }
}

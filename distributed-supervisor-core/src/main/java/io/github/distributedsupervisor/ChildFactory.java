package io.github.distributedsupervisor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the children of one type. A factory must return a new object each time. */
@FunctionalInterface
public interface ChildFactory {

    /**
     * Makes a child. Runs on the thread that then runs {@link Child#onStart}.
     *
     * @param arguments the arguments of the {@link ChildSpec}
     * @return a new child
     * @throws Exception when the arguments do not fit; counts as a failed start
     */
    Child create(List<@Nullable Object> arguments) throws Exception;

    /**
     * Called once with each child that has stopped, after {@link Child#onStop}.
     *
     * @param child a child that this factory made
     */
    default void destroy(Child child) {}
}

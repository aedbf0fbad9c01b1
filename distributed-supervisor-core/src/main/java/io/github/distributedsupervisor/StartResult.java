package io.github.distributedsupervisor;

import org.jspecify.annotations.Nullable;

/**
 * How one start of many went: exactly one of reference and failure is present.
 *
 * @param name the child's name, generated if the spec had none
 * @param ref the child that was started
 * @param failure why it was not, as {@link DistributedSupervisor#startChild(ChildSpec)} would have thrown it
 */
public record StartResult(
        String name, @Nullable ChildRef ref, @Nullable RuntimeException failure) {

    /**
     * Whether the child was started.
     *
     * @return true when it was
     */
    public boolean started() {
        return ref != null;
    }
}

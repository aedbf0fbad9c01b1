package io.github.distributedsupervisor.internal.runtime;

import io.github.distributedsupervisor.ChildRef;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.MessageCodec;
import io.github.distributedsupervisor.SupervisorNode;
import io.github.distributedsupervisor.internal.Time;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What running children need from outside.
 *
 * @param executor runs children
 * @param scheduler fires timers and deadlines
 * @param codec decodes messages, encodes answers and states
 * @param limits how large those may be
 * @param time the clock
 * @param supervisor what a child sees as its supervisor
 * @param node what a child sees as its node
 * @param refs references by name
 * @param fatal is told of errors that leave the virtual machine in doubt, on the child's thread
 * @param name the supervisor's name, for the log
 * @param observing tells of each message; null when nobody observes
 * @param permit whether children may do anything now
 */
public record ProcessServices(
        Executor executor,
        ScheduledExecutorService scheduler,
        MessageCodec codec,
        SizeLimits limits,
        Time time,
        Supplier<DistributedSupervisor> supervisor,
        Supplier<SupervisorNode> node,
        Function<String, ChildRef> refs,
        Consumer<VirtualMachineError> fatal,
        String name,
        @Nullable Observing observing,
        Permit permit) {

    /** Observed by nobody, and free to go on. */
    public ProcessServices(
            Executor executor,
            ScheduledExecutorService scheduler,
            MessageCodec codec,
            Time time,
            Supplier<DistributedSupervisor> supervisor,
            Supplier<SupervisorNode> node,
            Function<String, ChildRef> refs) {
        this(
                executor,
                scheduler,
                codec,
                SizeLimits.NONE,
                time,
                supervisor,
                node,
                refs,
                error -> {},
                "",
                null,
                Permit.ALWAYS);
    }
}

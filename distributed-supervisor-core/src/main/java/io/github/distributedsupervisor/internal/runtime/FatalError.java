package io.github.distributedsupervisor.internal.runtime;

import io.github.distributedsupervisor.ChildFailure;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** What a child throws that is not its own trouble only: the virtual machine has no memory left, or is broken. */
public final class FatalError {

    private static final Set<String> KNOWN =
            Set.of("java.lang.OutOfMemoryError", "java.lang.InternalError", "java.lang.UnknownError");
    private static final int DEEPEST = 20;

    private FatalError() {}

    /** The one that this is or was caused by, or null. A stack that overflowed is not one: it is free again. */
    public static @Nullable VirtualMachineError of(@Nullable Throwable thrown) {
        Throwable each = thrown;
        for (int depth = 0; each != null && depth < DEEPEST; depth++) {
            if (each instanceof VirtualMachineError fatal && !(each instanceof StackOverflowError)) {
                return fatal;
            }
            each = each.getCause();
        }
        return null;
    }

    /**
     * For a thread that goes on in spite of what it met: logs it, and gives what is fatal to the thread's handler of what
     * nobody catches as well.
     */
    public static void survived(Logger log, String work, Throwable thrown) {
        try {
            log.error("{} failed and is tried again", work, thrown);
            VirtualMachineError fatal = of(thrown);
            if (fatal != null) {
                Thread current = Thread.currentThread();
                current.getUncaughtExceptionHandler().uncaughtException(current, fatal);
            }
        } catch (Throwable e) {
            // there is not even the memory to say so
        }
    }

    /** The same of what is left of a throwable in a record. */
    public static boolean is(ChildFailure failure) {
        return KNOWN.contains(failure.type());
    }
}

package io.github.distributedsupervisor.internal.cluster;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Virtual threads, by reflection: the library is compiled for Java 17, which has none. */
final class VirtualThreads {

    private static final Logger LOG = LoggerFactory.getLogger(VirtualThreads.class);

    private VirtualThreads() {}

    /** Runs each task on a virtual thread of its own; empty when this Java has none. */
    static Optional<ExecutorService> executor(String namePrefix, ClassLoader classLoader) {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            builder = type.getMethod("name", String.class, long.class).invoke(builder, namePrefix, 1L);
            ThreadFactory made = (ThreadFactory) type.getMethod("factory").invoke(builder);
            ThreadFactory factory = task -> {
                Thread thread = made.newThread(task);
                thread.setContextClassLoader(classLoader);
                return thread;
            };
            return Optional.of((ExecutorService) Executors.class
                    .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
                    .invoke(null, factory));
        } catch (NoSuchMethodException | ClassNotFoundException e) {
            LOG.info(
                    "virtual threads were asked for, but Java {} has none: children run on the pool of platform threads",
                    Runtime.version().feature());
            return Optional.empty();
        } catch (IllegalAccessException | InvocationTargetException e) {
            LOG.info("virtual threads cannot be used: children run on the pool of platform threads", e);
            return Optional.empty();
        }
    }
}

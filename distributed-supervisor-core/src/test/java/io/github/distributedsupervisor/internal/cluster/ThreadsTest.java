package io.github.distributedsupervisor.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class ThreadsTest {

    @Test
    void aChildSeesNothingThatTheThreadOfItsSenderHandsDown() throws Exception {
        InheritableThreadLocal<String> user = new InheritableThreadLocal<>();
        user.set("somebody");
        try (URLClassLoader loader = new URLClassLoader(new URL[0])) {
            Threads threads = new Threads("test", 2, false, loader);
            try {
                assertThat(on(threads, user)).isEqualTo("supervisor-test-child-1 null " + loader);
            } finally {
                threads.close();
            }
        } finally {
            user.remove();
        }
    }

    private static String on(Threads threads, ThreadLocal<String> user)
            throws ExecutionException, InterruptedException {
        CompletableFuture<String> seen = new CompletableFuture<>();
        threads.children().execute(() -> {
            Thread thread = Thread.currentThread();
            seen.complete(thread.getName() + " " + user.get() + " " + thread.getContextClassLoader());
        });
        return seen.get();
    }
}

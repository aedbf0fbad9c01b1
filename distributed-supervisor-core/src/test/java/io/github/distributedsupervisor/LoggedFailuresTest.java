package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What children say of themselves neither forges lines of the log nor tells secrets. */
class LoggedFailuresTest {

    private static final String FORGED = "oops\n2026-01-01 ERROR all is lost\r\u001b[2J\u202e";
    private static final String SECRET = "hunter2";

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.distributedsupervisor");
    private final Recorder recorder = new Recorder();
    private TestCluster cluster;
    private DistributedSupervisor supervisor;

    /** Arguments with something to hide. */
    record Credentials(String password) {}

    /** Cannot be encoded. */
    record Unsendable(String password, Thread thread) {}

    /** What a file would have. */
    private static final class Recorder extends AppenderBase<ILoggingEvent> {
        private final PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        final Queue<String> texts = new ConcurrentLinkedQueue<>();

        @Override
        public void start() {
            encoder.setContext(getContext());
            encoder.setPattern("LINE %level %msg%n%ex");
            encoder.start();
            super.start();
        }

        @Override
        protected void append(ILoggingEvent event) {
            texts.add(new String(encoder.encode(event), StandardCharsets.UTF_8));
        }

        boolean has(String text) {
            return texts.stream().anyMatch(each -> each.contains(text));
        }
    }

    @BeforeEach
    void record() {
        recorder.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        recorder.start();
        logger.addAppender(recorder);
        cluster = new TestCluster(builder -> builder.childType(MischievousChild.class));
        cluster.add();
        supervisor = cluster.first();
    }

    @AfterEach
    void stop() {
        cluster.close();
        logger.detachAppender(recorder);
    }

    @Test
    void aChildCannotForgeLines() {
        ChildRef ref = supervisor.startChild(
                ChildSpec.of(MischievousChild.class).name("forger").intensity(0, Duration.ofMinutes(1)));
        assertThatThrownBy(() -> ref.call("throw " + FORGED)).isInstanceOf(ChildInvocationException.class);
        await().until(() -> recorder.has("'forger' is quarantined"));
        assertThatThrownBy(() -> supervisor.startChild(
                        ChildSpec.of(FragileChild.class).name("stillborn").args(FORGED)))
                .isInstanceOf(ChildStartException.class);
        assertThatThrownBy(() -> supervisor.startChild(ChildSpec.of("x" + FORGED)))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").doesNotContain("\u001b"));

        assertThat(recorder.has("all is lost")).isTrue();
        recorder.texts.forEach(text -> {
            assertThat(text).doesNotContain("\u001b").doesNotContain("\r").doesNotContain("\u202e");
            assertThat(text.lines()).noneMatch(line -> line.startsWith("2026-01-01"));
        });
    }

    @Test
    void argumentsAreNeitherLoggedNorInExceptions() {
        ChildSpec fitsNowhere =
                ChildSpec.of(FragileChild.class).name("fits-nowhere").args(new Credentials(SECRET), 7);
        ChildSpec unsendable =
                ChildSpec.of(FragileChild.class).name("unsendable").args(new Unsendable(SECRET, new Thread()));
        ChildRef ref =
                supervisor.startChild(ChildSpec.of(MischievousChild.class).name("confidant"));
        for (Runnable attempt : new Runnable[] {
            () -> supervisor.startChild(fitsNowhere),
            () -> supervisor.startChild(unsendable),
            () -> ref.call(new Unsendable(SECRET, new Thread())),
            () -> supervisor.call("nobody", new Credentials(SECRET))
        }) {
            assertThatThrownBy(attempt::run)
                    .isInstanceOf(SupervisorException.class)
                    .satisfies(e -> assertThat(e).hasToString(withoutSecret(e)));
        }
        supervisor.cast("nobody", new Credentials(SECRET));
        assertThat(fitsNowhere.toString()).doesNotContain(SECRET);
        assertThat(supervisor.whereis("confidant").toString()).doesNotContain(SECRET);
        assertThat(recorder.has(SECRET)).isFalse();
    }

    private static String withoutSecret(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            assertThat(each.toString()).doesNotContain(SECRET);
        }
        return thrown.toString();
    }
}

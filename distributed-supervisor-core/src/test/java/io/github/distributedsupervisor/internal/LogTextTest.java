package io.github.distributedsupervisor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogTextTest {

    private static final String FORGED = "x\n2026-01-01 ERROR forged \u001b[31mred\u202egnirts\r\u2028end\u0000\u009b";

    @Test
    void escapesWhatMakesALineOrIsObeyedOrDeceives() {
        assertThat(LogText.of(FORGED))
                .isEqualTo("x\\n2026-01-01 ERROR forged \\u{1b}[31mred\\u{202e}gnirts\\u{d}\\u{2028}end\\u{0}\\u{9b}");
    }

    @Test
    void leavesOtherTextAsItIs() {
        String text = "gr\u00fc\u00dfe, \u6f22\u5b57, \ud83d\ude00 and \"quotes\"";
        assertThat(LogText.of(text)).isSameAs(text);
        assertThat(LogText.of((String) null)).isEqualTo("null");
    }

    @Test
    void leavesAThrowableAsItIsWhenItsMessagesAreHarmless() {
        Exception thrown = new Exception("a", new IllegalStateException((String) null));
        thrown.addSuppressed(new Exception("b"));
        assertThat(LogText.of(thrown)).isSameAs(thrown);
    }

    @Test
    void printsAThrowableInItsOwnLinesOnly() {
        Exception inner = new IllegalStateException(FORGED);
        inner.addSuppressed(new Exception("again " + FORGED));
        Exception thrown = new Exception("outer", inner);

        List<String> lines = linesOf(LogText.of(thrown));
        assertThat(lines).hasSameSizeAs(linesOf(harmless()));
        assertThat(lines)
                .allSatisfy(line -> assertThat(line.strip()).matches("(java|Caused|Suppressed|at|\\.\\.\\.).*"));
        assertThat(lines.get(0)).isEqualTo("java.lang.Exception: outer");
        assertThat(String.join("", lines))
                .contains("Caused by: java.lang.IllegalStateException: x\\n2026-01-01 ERROR forged")
                .contains("Suppressed: java.lang.Exception: again x\\n")
                .doesNotContain("\u001b");
    }

    private static Exception harmless() {
        Exception inner = new IllegalStateException("x");
        inner.addSuppressed(new Exception("again"));
        return new Exception("outer", inner);
    }

    private static List<String> linesOf(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString()
                .lines()
                .filter(line -> !line.contains("LogTextTest"))
                .toList();
    }

    @Test
    void survivesCausesThatGoInCircles() {
        Exception one = new Exception(FORGED);
        Exception other = new Exception("other", one);
        one.initCause(other);
        other.addSuppressed(one);
        assertThat(LogText.of(one)).hasMessageStartingWith("java.lang.Exception: x\\n");
    }

    @Test
    void survivesManyCauses() {
        Throwable thrown = IntStream.range(0, 1_000)
                .boxed()
                .reduce(new Exception(FORGED), (cause, i) -> new Exception("more", cause), (a, b) -> a);
        assertThat(LogText.of(thrown)).isNotSameAs(thrown).hasMessage("java.lang.Exception: more");
    }
}

package io.github.distributedsupervisor;

import io.github.distributedsupervisor.internal.LogText;
import java.time.Instant;
import java.util.Objects;

/**
 * Why a child ended abnormally or did not start: what it threw, as text.
 *
 * @param at when, by the clock of its node
 * @param incarnation the instance
 * @param type the class of what was thrown
 * @param message its message, perhaps empty
 * @param stack its stack trace, several lines, cut when it is long
 */
public record ChildFailure(Instant at, long incarnation, String type, String message, String stack) {

    /** Checks that nothing is null. */
    public ChildFailure {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(stack, "stack");
    }

    /**
     * In one line, fit for a log: other characters than printable ones are escaped.
     *
     * @return class and message
     */
    public String summary() {
        return LogText.of(message.isEmpty() ? type : type + ": " + message);
    }
}

package io.github.distributedsupervisor.internal.runtime;

import io.github.distributedsupervisor.ChildFailure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;

/** A throwable as text: what crosses nodes instead of objects of foreign classes. */
public final class FailureText {

    private static final int LONGEST = 8_000;
    private static final int LONGEST_KEPT = 2_000;

    private FailureText() {}

    public static String messageOf(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? "" : limit(message);
    }

    public static String stackOf(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return limit(text.toString());
    }

    /** Class and message in one line. */
    public static String summaryOf(Throwable failure) {
        String message = messageOf(failure);
        return message.isEmpty()
                ? failure.getClass().getName()
                : failure.getClass().getName() + ": " + message;
    }

    /** As it is kept in a record: short, because the record is written again and again. */
    public static ChildFailure failureOf(Throwable failure, long incarnation, long epochMillis) {
        return new ChildFailure(
                Instant.ofEpochMilli(epochMillis),
                incarnation,
                failure.getClass().getName(),
                cut(messageOf(failure), LONGEST_KEPT),
                cut(stackOf(failure), LONGEST_KEPT));
    }

    static Reply.Failed reply(Throwable failure, boolean crashed) {
        return new Reply.Failed(failure.getClass().getName(), messageOf(failure), stackOf(failure), crashed);
    }

    private static String limit(String text) {
        return cut(text, LONGEST);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "...";
    }
}

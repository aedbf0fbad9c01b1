package io.github.distributedsupervisor.internal.runtime;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A throwable as text: what crosses nodes instead of objects of foreign classes. */
public final class FailureText {

    private static final int LONGEST = 8_000;

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

    static Reply.Failed reply(Throwable failure, boolean crashed) {
        return new Reply.Failed(failure.getClass().getName(), messageOf(failure), stackOf(failure), crashed);
    }

    private static String limit(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}

package io.github.distributedsupervisor.internal;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What others wrote, for the log: in one line, and without what a terminal would obey or a reader would be deceived by. Else
 * whoever makes a child fail with a text of his own writes lines of the log.
 */
public final class LogText {

    private LogText() {}

    /** The same text unless it has such characters. */
    public static String of(@Nullable String text) {
        if (text == null || isClean(text)) {
            return String.valueOf(text);
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(each -> {
            if (each == '\n') {
                escaped.append("\\n");
            } else if (isHarmless(each)) {
                escaped.appendCodePoint(each);
            } else {
                escaped.append("\\u{").append(Integer.toHexString(each)).append('}');
            }
        });
        return escaped.toString();
    }

    private static boolean isClean(String text) {
        return text.codePoints().allMatch(LogText::isHarmless);
    }

    private static boolean isHarmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            // among the format characters are those that change the direction of a text
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** The same throwable unless its message, or that of a cause, has such characters; then one with its stack trace. */
    public static Throwable of(Throwable thrown) {
        return isClean(thrown, identitySet()) ? thrown : Escaped.of(thrown, identitySet());
    }

    private static boolean isClean(@Nullable Throwable thrown, Set<Throwable> seen) {
        if (thrown == null || !seen.add(thrown)) {
            return true;
        }
        String message = thrown.getMessage();
        if (message != null && !isClean(message) || !isClean(thrown.getCause(), seen)) {
            return false;
        }
        for (Throwable each : thrown.getSuppressed()) {
            if (!isClean(each, seen)) {
                return false;
            }
        }
        return true;
    }

    private static Set<Throwable> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /** Stands for a throwable in the log. */
    @SuppressWarnings("serial") // never leaves the log
    private static final class Escaped extends Throwable {

        private Escaped(String text, @Nullable Throwable cause) {
            super(text, cause);
        }

        static Escaped of(Throwable thrown, Set<Throwable> seen) {
            seen.add(thrown);
            Throwable cause = thrown.getCause();
            String message = thrown.getMessage();
            String type = thrown.getClass().getName();
            Escaped escaped = new Escaped(
                    message == null ? type : type + ": " + LogText.of(message),
                    cause == null || seen.contains(cause) ? null : of(cause, seen));
            escaped.setStackTrace(thrown.getStackTrace());
            for (Throwable each : thrown.getSuppressed()) {
                if (!seen.contains(each)) {
                    escaped.addSuppressed(of(each, seen));
                }
            }
            return escaped;
        }

        @Override
        public String toString() {
            return String.valueOf(getMessage());
        }
    }
}

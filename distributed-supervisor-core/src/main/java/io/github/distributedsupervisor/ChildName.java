package io.github.distributedsupervisor;

import java.util.Objects;

/** What is a name. */
final class ChildName {

    private static final int LONGEST = 200;

    private ChildName() {}

    static String check(String name) {
        if (!isName(Objects.requireNonNull(name, "name"))) {
            throw new IllegalArgumentException("a child name has 1 to 200 of the characters A-Z a-z 0-9 . _ : @ -; '"
                    + excerpt(name) + "' has not");
        }
        return name;
    }

    /** The beginning of a text that was refused, as it can be shown. */
    static String excerpt(String text) {
        return text.codePoints()
                .limit(40)
                .collect(StringBuilder::new, ChildName::escape, StringBuilder::append)
                .toString();
    }

    // by hand: each message checks a name, and a regular expression is a tenth of what a call costs
    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && "._:@-".indexOf(c) < 0) {
                return false;
            }
        }
        return !name.isEmpty() && name.length() <= LONGEST;
    }

    private static void escape(StringBuilder text, int codePoint) {
        if (codePoint >= ' ' && codePoint < 127) {
            text.appendCodePoint(codePoint);
        } else {
            text.append("\\u{").append(Integer.toHexString(codePoint)).append('}');
        }
    }
}

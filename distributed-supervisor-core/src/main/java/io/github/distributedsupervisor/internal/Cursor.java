package io.github.distributedsupervisor.internal;

import io.github.distributedsupervisor.ChildSpec;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where a page of children ended, as users get it: nothing they should read or make. */
final class Cursor {

    private Cursor() {}

    static String at(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    static String nameOf(String cursor) {
        try {
            return ChildSpec.checkName(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'after' is not what a page gave", e);
        }
    }
}

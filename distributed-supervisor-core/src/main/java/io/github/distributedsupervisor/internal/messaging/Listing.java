package io.github.distributedsupervisor.internal.messaging;

import io.github.distributedsupervisor.ChildStatus;
import org.jspecify.annotations.Nullable;

/**
 * Which names a node is asked for.
 *
 * @param prefix what they begin with
 * @param contains what they contain
 * @param status what their children do; null for all
 * @param type of what type these are; null for all
 * @param hostedOnly whether those that run nowhere are left out
 * @param limit how many at most
 * @param after only names behind this one
 */
public record Listing(
        String prefix,
        String contains,
        @Nullable ChildStatus status,
        @Nullable String type,
        boolean hostedOnly,
        int limit,
        String after) {

    /** Whether all names fit. */
    public boolean anyName() {
        return prefix.isEmpty() && contains.isEmpty();
    }

    /** Whether children of that kind fit, whatever their names. */
    public boolean fits(String ofType, ChildStatus doing) {
        return (type == null || type.equals(ofType)) && (status == null || status == doing);
    }
}

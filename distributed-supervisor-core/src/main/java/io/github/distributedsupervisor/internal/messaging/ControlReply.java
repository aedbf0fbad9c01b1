package io.github.distributedsupervisor.internal.messaging;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link Control}.
 *
 * @param status how it went
 * @param number an incarnation, or 0
 * @param text a failure for people
 * @param incarnations instances by name
 * @param announcement what the receiver says about itself
 */
public record ControlReply(
        Status status,
        long number,
        @Nullable String text,
        Map<String, Long> incarnations,
        @Nullable Announcement announcement) {

    /** How it went. Sent by ordinal: append only. */
    public enum Status {
        /** Done. */
        OK,
        /** There was nothing to do it with. */
        NONE,
        /** The name is taken. */
        TAKEN,
        /** It failed for good; the text says why. */
        FAILED,
        /** Not now or not here; ask again. */
        RETRY
    }

    public static final ControlReply NONE = of(Status.NONE);
    public static final ControlReply RETRY = of(Status.RETRY);

    private static ControlReply of(Status status) {
        return new ControlReply(status, 0, null, Map.of(), null);
    }

    public static ControlReply ok(long incarnation) {
        return new ControlReply(Status.OK, incarnation, null, Map.of(), null);
    }

    public static ControlReply taken(long incarnation) {
        return new ControlReply(Status.TAKEN, incarnation, null, Map.of(), null);
    }

    public static ControlReply failed(String text) {
        return new ControlReply(Status.FAILED, 0, text, Map.of(), null);
    }

    public static ControlReply collected(Map<String, Long> incarnations) {
        return new ControlReply(Status.OK, 0, null, incarnations, null);
    }

    public static ControlReply announced(Announcement announcement) {
        return new ControlReply(Status.OK, 0, null, Map.of(), announcement);
    }
}

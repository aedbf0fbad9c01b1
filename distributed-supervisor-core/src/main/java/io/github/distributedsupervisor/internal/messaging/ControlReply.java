package io.github.distributedsupervisor.internal.messaging;

import io.github.distributedsupervisor.ChildFailure;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link Control}.
 *
 * @param status how it went
 * @param number an incarnation, how many there are in all, in answers to COLLECT how long to wait, or 0
 * @param text a reason for people
 * @param failure what a child threw that did not start
 * @param incarnations instances by name; in answers to COUNT and INSPECT other numbers
 * @param announcement what the receiver says about itself
 */
public record ControlReply(
        Status status,
        long number,
        @Nullable String text,
        @Nullable ChildFailure failure,
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
        RETRY,
        /** The child did not want to start; the text says why. */
        DECLINED
    }

    public static final ControlReply NONE = of(Status.NONE);
    public static final ControlReply RETRY = of(Status.RETRY);

    private static ControlReply of(Status status) {
        return new ControlReply(status, 0, null, null, Map.of(), null);
    }

    public static ControlReply ok(long incarnation) {
        return new ControlReply(Status.OK, incarnation, null, null, Map.of(), null);
    }

    public static ControlReply taken(long incarnation) {
        return new ControlReply(Status.TAKEN, incarnation, null, null, Map.of(), null);
    }

    public static ControlReply failed(ChildFailure failure) {
        return new ControlReply(Status.FAILED, 0, failure.summary(), failure, Map.of(), null);
    }

    /** It failed for good and keeps its name until somebody releases it. */
    public static ControlReply quarantined(ChildFailure failure, long incarnation) {
        return new ControlReply(Status.FAILED, incarnation, failure.summary(), failure, Map.of(), null);
    }

    public static ControlReply declined(String reason) {
        return new ControlReply(Status.DECLINED, 0, reason, null, Map.of(), null);
    }

    /**
     * What runs here.
     *
     * @param holdMillis for how long nodes that are gone may still run their children
     */
    public static ControlReply collected(Map<String, Long> incarnations, long holdMillis) {
        return new ControlReply(Status.OK, holdMillis, null, null, incarnations, null);
    }

    public static ControlReply collected(Map<String, Long> incarnations) {
        return collected(incarnations, 0);
    }

    /** The first of some names, and how many there are in all. */
    public static ControlReply listed(long total, Map<String, Long> incarnations) {
        return new ControlReply(Status.OK, total, null, null, incarnations, null);
    }

    public static ControlReply announced(Announcement announcement) {
        return new ControlReply(Status.OK, 0, null, null, Map.of(), announcement);
    }
}

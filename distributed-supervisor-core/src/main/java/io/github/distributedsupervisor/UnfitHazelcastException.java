package io.github.distributedsupervisor;

import java.io.Serial;
import java.util.Objects;

/** A supervisor cannot be built on this Hazelcast instance as it is configured; nothing was started. */
public final class UnfitHazelcastException extends IllegalStateException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** What is wrong with the instance. */
    public enum Reason {
        /** It is a client; children run on members. */
        CLIENT,
        /** It is a lite member; children run where their records are. */
        LITE_MEMBER,
        /** The map of the records evicts, forgets after a time, or has a near cache. */
        LOSES_RECORDS,
        /** The other nodes have a store and this one has none, or the other way round. */
        OTHER_STORE,
        /** A supervisor of that name runs on this member already. */
        NAME_IN_USE
    }

    private final Reason reason;

    /**
     * For a reason.
     *
     * @param reason what is wrong
     * @param message what is wrong and what to do
     */
    public UnfitHazelcastException(Reason reason, String message) {
        super(message);
        this.reason = Objects.requireNonNull(reason);
    }

    /**
     * What is wrong.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }
}

package io.github.distributedsupervisor.internal.messaging;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Finds the node of a child. */
public interface Whereabouts {

    /** Whether this node has a mailbox for the child now. */
    boolean isHere(String name);

    /** Looks in the records of the cluster. */
    CompletableFuture<Found> find(String name);

    /**
     * What was found.
     *
     * @param exists whether there is such a child at all
     * @param node where it is; null while it is on its way
     * @param refusal why it takes no message, or null
     */
    record Found(
            boolean exists, @Nullable String node, @Nullable String refusal) {
        public static final Found NOTHING = new Found(false, null, null);
        public static final Found ON_ITS_WAY = new Found(true, null, null);

        public static Found at(String node) {
            return new Found(true, node, null);
        }

        public static Found refused(String why) {
            return new Found(true, null, why);
        }
    }
}

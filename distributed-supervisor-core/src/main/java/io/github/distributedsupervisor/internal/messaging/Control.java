package io.github.distributedsupervisor.internal.messaging;

import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.StartReason;
import io.github.distributedsupervisor.internal.registry.StoredSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request from one node's supervisor to another's. All are idempotent and may be repeated.
 *
 * @param kind what is asked
 * @param name the child it is about; the reason in TERMINATING; or empty
 * @param number an incarnation, or 0 for any
 * @param node a node it is about; in COLLECT all members that the sender sees, separated by spaces
 * @param id the id of a start request
 * @param spec what to start
 * @param numbers a number for each of some children: their incarnations, in TERMINATING the ordinals of their statuses,
 *     in ADOPT the ordinal of the reason
 * @param announcement what the sender says about itself
 * @param listing what is to be listed
 * @param states in CONFLICT the state of the instance that ended, then, if there is one, that which both began with
 */
public record Control(
        Kind kind,
        String name,
        long number,
        @Nullable String node,
        @Nullable UUID id,
        @Nullable StoredSpec spec,
        Map<String, Long> numbers,
        @Nullable Announcement announcement,
        @Nullable Listing listing,
        List<byte[]> states) {

    /** Lists nothing, carries no states. */
    public Control(
            Kind kind,
            String name,
            long number,
            @Nullable String node,
            @Nullable UUID id,
            @Nullable StoredSpec spec,
            Map<String, Long> numbers,
            @Nullable Announcement announcement) {
        this(kind, name, number, node, id, spec, numbers, announcement, null, List.of());
    }

    /** What is asked. Sent by ordinal: append only. */
    public enum Kind {
        /** To a coordinator: start {@code spec} unless the name is taken. */
        START,
        /** To a coordinator: stop the child for good. */
        TERMINATE,
        /** To the host named by the record: run it, answer when {@code onStart} has returned. */
        BEGIN,
        /** To the host: stop it for good. */
        STOP,
        /** To the host: stop it with its state and give it to {@code node}. */
        RELEASE,
        /** To a target: claim a child of which nobody runs this incarnation any more. */
        ADOPT,
        /**
         * To all: which of these names do you run, and which incarnation? And do not confirm nodes for a while that are not
         * among those that I see.
         */
        COLLECT,
        /** To all: this is what I am. The answer says the same of the receiver. */
        ANNOUNCE,
        /** To all, from {@code node}: these records name you; look after those that you do not run. What else runs there? */
        EXPECT,
        /** To a coordinator: a message waits for this child; run it if it sleeps or is of an on-demand type. */
        WAKE,
        /** To a coordinator: the quarantined child may run again. */
        PARDON,
        /** To all: I am about to leave, and these are my children. */
        TERMINATING,
        /** To all: which names of {@code listing} do you answer for, and how many in all? */
        LIST,
        /** To all: how many children do you answer for? */
        COUNT,
        /** To a host: what waits for this child? */
        INSPECT,
        /** To a coordinator, which passes it to the host: stop that instance with its state and start it anew. */
        RESTART,
        /** To a coordinator, which passes it to the host: from now on {@code node} is the child's, give it away. */
        MOVE,
        /** To a coordinator, which passes it to the host: from now on any node will do. */
        UNPIN,
        /** To a node: give everything away. */
        DRAIN,
        /** To all: am I still one of you? Whoever says so lets the sender run its children for a while. */
        LEASE,
        /** To a host: an instance of this child ran on the other side of a split and ended with one of {@code states}. */
        CONFLICT
    }

    public static Control about(Kind kind, String name, long number) {
        return new Control(kind, name, number, null, null, null, Map.of(), null);
    }

    /** ADOPT. */
    public static Control adopt(String name, long incarnation, StartReason reason) {
        Map<String, Long> reasons = Map.of(name, (long) reason.ordinal());
        return new Control(Kind.ADOPT, name, incarnation, null, null, null, reasons, null);
    }

    /** The reason of ADOPT. */
    public StartReason reason() {
        return StartReason.values()[numbers.getOrDefault(name, 0L).intValue()];
    }

    public static Control start(StoredSpec spec, UUID id) {
        return new Control(Kind.START, spec.name(), 0, null, id, spec, Map.of(), null);
    }

    /** @param spec what the message starts, if it is one of an on-demand type that the sender knows */
    public static Control wake(String name, @Nullable StoredSpec spec) {
        return new Control(Kind.WAKE, name, 0, null, null, spec, Map.of(), null);
    }

    public static Control release(String name, long incarnation, @Nullable String target) {
        return new Control(Kind.RELEASE, name, incarnation, target, null, null, Map.of(), null);
    }

    public static Control move(String name, String target) {
        return new Control(Kind.MOVE, name, 0, target, null, null, Map.of(), null);
    }

    public static Control list(Listing listing) {
        return new Control(Kind.LIST, "", 0, null, null, null, Map.of(), null, listing, List.of());
    }

    /** EXPECT. */
    public static Control expect(String coordinator, Map<String, Long> incarnations) {
        return new Control(Kind.EXPECT, "", 0, coordinator, null, null, incarnations, null);
    }

    public static Control collect(Map<String, Long> incarnations, Set<String> members) {
        return new Control(Kind.COLLECT, "", 0, String.join(" ", members), null, null, incarnations, null);
    }

    /** What the sender of COLLECT sees. */
    public Set<String> members() {
        return node == null ? Set.of() : Set.of(node.split(" "));
    }

    public static Control announce(Announcement announcement) {
        return new Control(Kind.ANNOUNCE, "", 0, null, null, null, Map.of(), announcement);
    }

    public static Control lease(Announcement announcement) {
        return new Control(Kind.LEASE, "", 0, null, null, null, Map.of(), announcement);
    }

    public static Control conflict(String name, byte[] state, byte @Nullable [] common) {
        List<byte[]> states = common == null ? List.of(state) : List.of(state, common);
        return new Control(Kind.CONFLICT, name, 0, null, null, null, Map.of(), null, null, states);
    }

    public static Control terminating(Announcement announcement, String reason, Map<String, ChildStatus> children) {
        Map<String, Long> numbers = new HashMap<>();
        children.forEach((name, status) -> numbers.put(name, (long) status.ordinal()));
        return new Control(Kind.TERMINATING, reason, 0, null, null, null, numbers, announcement);
    }

    /** The children of a node that is TERMINATING. */
    public Map<String, ChildStatus> statuses() {
        ChildStatus[] known = ChildStatus.values();
        Map<String, ChildStatus> statuses = new HashMap<>();
        numbers.forEach((name, ordinal) -> statuses.put(name, known[ordinal.intValue()]));
        return statuses;
    }
}

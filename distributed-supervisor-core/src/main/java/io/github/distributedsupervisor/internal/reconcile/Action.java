package io.github.distributedsupervisor.internal.reconcile;

import io.github.distributedsupervisor.internal.registry.ChildRecord;
import org.jspecify.annotations.Nullable;

/** What a node should do. Each is safe to do twice and safe to do too late: it depends on the record's revision. */
public sealed interface Action {

    /** The name it is about. */
    String name();

    /** The record names this node, which has no such child: start it anew. */
    record StartAnew(ChildRecord record) implements Action {
        @Override
        public String name() {
            return record.name();
        }
    }

    /** This node has a child that the record gives to another or says is removed: stop it, write nothing. */
    record StopObsolete(String name, long incarnation) implements Action {}

    /** The record gives a child of this node, as it runs, a higher incarnation: sides of a split cluster were merged. */
    record Adopt(ChildRecord record) implements Action {
        @Override
        public String name() {
            return record.name();
        }
    }

    /** This node has a child without a record: write it again. */
    record Reassert(String name, long incarnation) implements Action {}

    /** Nobody runs the child: a node is to claim it. */
    record Assign(ChildRecord record, String node, boolean hostDied) implements Action {
        @Override
        public String name() {
            return record.name();
        }
    }

    /** The host is to release the child to a better node, or to none when it leaves and no other may take the child. */
    record RequestRelease(
            ChildRecord record, String host, @Nullable String target) implements Action {
        @Override
        public String name() {
            return record.name();
        }
    }

    /** The record names this node, which leaves and has no such child: vacate it. */
    record Vacate(ChildRecord record) implements Action {
        @Override
        public String name() {
            return record.name();
        }
    }

    /** A node has died, perhaps of this child, which had run there for so long: write that before it starts elsewhere. */
    record Suspect(ChildRecord record, long ranMillis) implements Action {
        @Override
        public String name() {
            return record.name();
        }
    }

    /** Two nodes have died with this child and with no other: it must not start again by itself. */
    record Quarantine(ChildRecord record) implements Action {
        @Override
        public String name() {
            return record.name();
        }
    }

    /** The child must not come back: write a tombstone. */
    record Bury(ChildRecord record) implements Action {
        @Override
        public String name() {
            return record.name();
        }
    }

    /** The tombstone is older than any split: forget it. */
    record Forget(ChildRecord record) implements Action {
        @Override
        public String name() {
            return record.name();
        }
    }
}

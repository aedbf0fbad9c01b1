package io.github.distributedsupervisor.internal.registry;

import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import org.jspecify.annotations.Nullable;

/** The class ids of what the registry stores and sends. Never reuse one. */
public final class RegistrySerialization {

    /** One factory for the whole library; messaging's ids start at 100. */
    public static final int FACTORY_ID = -0x44535650;

    static final int RECORD = 1;
    static final int COMPARE_AND_SET = 2;
    static final int REPLACE = 3;
    static final int OUTCOME = 4;
    static final int PURGE = 5;
    static final int CLAIM_NODE_EVENT = 6;
    static final int SUSPECTS_ONLY = 7;
    static final int MERGE_POLICY = 8;

    private RegistrySerialization() {}

    /** Makes an empty object for a class id, or null when the id is not the registry's. */
    public static @Nullable IdentifiedDataSerializable create(int classId) {
        return switch (classId) {
            case RECORD -> new StoredRecord();
            case COMPARE_AND_SET -> new CompareAndSet();
            case REPLACE -> new Replace();
            case OUTCOME -> new Outcome();
            case PURGE -> new Purge();
            case CLAIM_NODE_EVENT -> new ClaimNodeEvent();
            case SUSPECTS_ONLY -> new SuspectsOnly();
            case MERGE_POLICY -> new RecordMergePolicy();
            default -> null;
        };
    }
}

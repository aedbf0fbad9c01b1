package io.github.distributedsupervisor.internal.messaging;

import com.hazelcast.internal.serialization.DataSerializerHook;
import com.hazelcast.nio.serialization.DataSerializableFactory;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.github.distributedsupervisor.internal.registry.RegistrySerialization;

/** Found by Hazelcast through {@code META-INF/services}: makes the objects that cross the wire. */
public final class MessagingSerializerHook implements DataSerializerHook {

    static final int DELIVER = 100;
    static final int CONTROL = 101;
    static final int REPLY = 102;
    static final int CONTROL_REPLY = 103;
    static final int STANDING = 104;

    @Override
    public int getFactoryId() {
        return RegistrySerialization.FACTORY_ID;
    }

    @Override
    public DataSerializableFactory createFactory() {
        return MessagingSerializerHook::create;
    }

    private static IdentifiedDataSerializable create(int classId) {
        IdentifiedDataSerializable ofRegistry = RegistrySerialization.create(classId);
        if (ofRegistry != null) {
            return ofRegistry;
        }
        return switch (classId) {
            case DELIVER -> new DeliverOperation();
            case CONTROL -> new ControlOperation();
            case REPLY -> new WireReply();
            case CONTROL_REPLY -> new WireControlReply();
            case STANDING -> new StandingOperation();
            default ->
                throw new IllegalArgumentException(
                        "unknown class id " + classId + ": another version of distributed-supervisor sent it");
        };
    }
}

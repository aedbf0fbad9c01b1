package io.github.distributedsupervisor.internal.messaging;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.spi.impl.AllowedDuringPassiveState;
import com.hazelcast.spi.impl.operationservice.CallStatus;
import com.hazelcast.spi.impl.operationservice.ExceptionAction;
import com.hazelcast.spi.impl.operationservice.Offload;
import com.hazelcast.spi.impl.operationservice.Operation;
import com.hazelcast.spi.impl.operationservice.ReadonlyOperation;
import io.github.distributedsupervisor.internal.registry.RegistrySerialization;
import java.io.IOException;
import java.util.Objects;

/**
 * Hands something to the supervisor of another node and answers later, from any thread. It touches no partition data: it
 * is "read only" so that a migration does not delay it, and allowed in the passive state so that a leaving node still says
 * where its children went. Hazelcast never repeats it.
 */
abstract class SupervisorOperation extends Operation
        implements IdentifiedDataSerializable, ReadonlyOperation, AllowedDuringPassiveState {

    private String supervisor = "";

    SupervisorOperation() {
        setValidateTarget(false);
    }

    SupervisorOperation(String supervisor) {
        this();
        this.supervisor = supervisor;
    }

    /** Runs on a Hazelcast thread; must call {@link #sendResponse} once, now or later. */
    abstract void handOver(MessagingService service, String toSupervisor);

    @Override
    public final CallStatus call() {
        return new Offload(this) {
            @Override
            public void start() {
                MessagingService service = getService();
                handOver(service, supervisor);
            }
        };
    }

    @Override
    public final ExceptionAction onInvocationException(Throwable throwable) {
        return ExceptionAction.THROW_EXCEPTION;
    }

    @Override
    public final String getServiceName() {
        return MessagingService.NAME;
    }

    @Override
    public final int getFactoryId() {
        return RegistrySerialization.FACTORY_ID;
    }

    @Override
    protected void writeInternal(ObjectDataOutput out) throws IOException {
        super.writeInternal(out);
        out.writeString(supervisor);
    }

    @Override
    protected void readInternal(ObjectDataInput in) throws IOException {
        super.readInternal(in);
        supervisor = Objects.requireNonNull(in.readString());
        setValidateTarget(false);
    }
}

package io.github.distributedsupervisor.internal.messaging;

import com.hazelcast.cluster.Member;
import com.hazelcast.internal.cluster.impl.operations.JoinOperation;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.spi.impl.operationservice.ExceptionAction;
import com.hazelcast.spi.impl.operationservice.Operation;
import io.github.distributedsupervisor.internal.registry.RegistrySerialization;
import java.io.IOException;
import java.util.UUID;

/**
 * Asks a node whether the sender is a member of its cluster. It is a "join operation" because only those are sent to and
 * taken from nodes that are no members, and a node that was removed while its process stood still has removed the others
 * in turn. It changes nothing.
 */
final class StandingOperation extends Operation implements JoinOperation {

    private UUID sender = new UUID(0, 0);
    private boolean member;

    StandingOperation() {
        setValidateTarget(false);
    }

    StandingOperation(UUID sender) {
        this();
        this.sender = sender;
    }

    @Override
    public void run() {
        Member known = getNodeEngine().getClusterService().getMember(sender);
        member = known != null;
    }

    @Override
    public Object getResponse() {
        return member;
    }

    @Override
    public ExceptionAction onInvocationException(Throwable throwable) {
        return ExceptionAction.THROW_EXCEPTION;
    }

    @Override
    public String getServiceName() {
        return MessagingService.NAME;
    }

    @Override
    public int getFactoryId() {
        return RegistrySerialization.FACTORY_ID;
    }

    @Override
    public int getClassId() {
        return MessagingSerializerHook.STANDING;
    }

    @Override
    protected void writeInternal(ObjectDataOutput out) throws IOException {
        super.writeInternal(out);
        out.writeLong(sender.getMostSignificantBits());
        out.writeLong(sender.getLeastSignificantBits());
    }

    @Override
    protected void readInternal(ObjectDataInput in) throws IOException {
        super.readInternal(in);
        sender = new UUID(in.readLong(), in.readLong());
        setValidateTarget(false);
    }
}

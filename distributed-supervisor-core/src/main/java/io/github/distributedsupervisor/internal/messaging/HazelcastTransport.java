package io.github.distributedsupervisor.internal.messaging;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.internal.cluster.ClusterService;
import com.hazelcast.jet.impl.util.Util;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import com.hazelcast.spi.exception.CallerNotMemberException;
import com.hazelcast.spi.exception.PartitionMigratingException;
import com.hazelcast.spi.exception.TargetNotMemberException;
import com.hazelcast.spi.exception.WrongTargetException;
import com.hazelcast.spi.impl.InternalCompletableFuture;
import com.hazelcast.spi.impl.NodeEngine;
import com.hazelcast.spi.impl.operationservice.Operation;
import io.github.distributedsupervisor.MessageCodec;
import io.github.distributedsupervisor.SupervisorException;
import io.github.distributedsupervisor.internal.runtime.Envelope;
import io.github.distributedsupervisor.internal.runtime.FailureText;
import io.github.distributedsupervisor.internal.runtime.Reply;
import io.github.distributedsupervisor.internal.runtime.SizeLimits;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@link Transport} by Hazelcast operations. All messages for one name go to one partition thread of the node, so that they
 * stay in order; which partition that is does not matter.
 */
public final class HazelcastTransport implements Transport {

    private final NodeEngine nodeEngine;
    private final MessagingService service;
    private final String supervisor;
    private final MessageCodec codec;
    private final SizeLimits limits;
    private final int partitionCount;
    private volatile Members members = new Members(-1, new ConcurrentHashMap<>());

    /** The members of one version of the member list that messages went to. */
    private record Members(int version, ConcurrentMap<String, Member> byNode) {}

    public HazelcastTransport(HazelcastInstance hazelcast, String supervisor, MessageCodec codec, SizeLimits limits) {
        this.nodeEngine = Util.getNodeEngine(hazelcast);
        this.service = nodeEngine.getService(MessagingService.NAME);
        this.supervisor = supervisor;
        this.codec = codec;
        this.limits = limits;
        this.partitionCount = nodeEngine.getPartitionService().getPartitionCount();
    }

    @Override
    public void attach(Receiver receiver) {
        service.attach(supervisor, receiver, codec, limits);
    }

    @Override
    public void detach() {
        service.detach(supervisor);
    }

    @Override
    public void deliver(String node, Envelope envelope, Consumer<Reply> replyTo) {
        Member member = member(node);
        if (member == null) {
            replyTo.accept(Reply.Refused.NOT_HERE);
            return;
        }
        DeliverOperation operation = new DeliverOperation(supervisor, envelope, codec, limits);
        operation.setPartitionId(Math.floorMod(envelope.name().hashCode(), partitionCount));
        InternalCompletableFuture<WireReply> future = invoke(operation, member.getAddress());
        // on Hazelcast's thread: the continuation only takes a lock, and the default executor may be a thread each
        future.whenCompleteAsync(
                (reply, failure) -> replyTo.accept(failure == null ? reply.reply() : replyFor(failure)), Runnable::run);
    }

    private static Reply replyFor(Throwable failure) {
        boolean surelyNotExecuted = failure instanceof TargetNotMemberException
                || failure instanceof WrongTargetException
                || failure instanceof PartitionMigratingException
                || failure instanceof CallerNotMemberException
                || failure instanceof HazelcastSerializationException;
        return surelyNotExecuted ? Reply.Refused.NOT_HERE : new Reply.Lost(FailureText.summaryOf(failure));
    }

    @Override
    public CompletableFuture<ControlReply> control(String node, Control request) {
        CompletableFuture<ControlReply> result = new CompletableFuture<>();
        Member member = member(node);
        if (member == null) {
            result.completeExceptionally(new SupervisorException("node " + node + " is no member of the cluster"));
            return result;
        }
        InternalCompletableFuture<WireControlReply> future =
                invoke(new ControlOperation(supervisor, request), member.getAddress());
        future.whenCompleteAsync(
                (reply, failure) -> {
                    if (failure == null) {
                        result.complete(reply.reply());
                    } else if (failure instanceof CallerNotMemberException) {
                        result.completeExceptionally(new RemovedException(node, failure));
                    } else {
                        result.completeExceptionally(failure);
                    }
                },
                Runnable::run);
        return result;
    }

    @Override
    public CompletableFuture<Boolean> isMemberFor(Address address) {
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        UUID self = nodeEngine.getLocalMember().getUuid();
        InternalCompletableFuture<Boolean> future = invoke(new StandingOperation(self), address);
        future.whenCompleteAsync(
                (member, failure) -> {
                    if (failure == null) {
                        result.complete(member);
                    } else {
                        result.completeExceptionally(failure);
                    }
                },
                Runnable::run);
        return result;
    }

    private <T> InternalCompletableFuture<T> invoke(Operation operation, Address address) {
        return nodeEngine
                .getOperationService()
                .createInvocationBuilder(MessagingService.NAME, operation, address)
                .setAsync()
                .invoke();
    }

    private @Nullable Member member(String node) {
        ClusterService cluster = nodeEngine.getClusterService();
        int version = cluster.getMemberListVersion();
        Members known = members;
        if (known.version() != version) {
            known = new Members(version, new ConcurrentHashMap<>());
            members = known;
        }
        Member member = known.byNode().get(node);
        if (member == null) {
            member = cluster.getMember(NodeIds.parse(node));
            if (member != null) {
                known.byNode().put(node, member);
            }
        }
        return member;
    }
}

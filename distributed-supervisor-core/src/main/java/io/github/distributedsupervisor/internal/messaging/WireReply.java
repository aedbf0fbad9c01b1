package io.github.distributedsupervisor.internal.messaging;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.github.distributedsupervisor.internal.registry.RegistrySerialization;
import io.github.distributedsupervisor.internal.runtime.Payload;
import io.github.distributedsupervisor.internal.runtime.Reply;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A {@link Reply} on the wire; the payload of an answer is bytes already. */
final class WireReply implements IdentifiedDataSerializable {

    private static final byte ACCEPTED = 0;
    private static final byte ANSWER = 1;
    private static final byte FAILED = 2;
    private static final byte INVALID = 3;
    private static final byte REFUSED = 4;
    private static final byte LOST = 5;
    private static final byte TOO_LARGE = 6;

    private @Nullable Reply reply;

    WireReply() {}

    WireReply(Reply reply) {
        this.reply = reply;
    }

    Reply reply() {
        return Objects.requireNonNull(reply);
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        Reply r = reply();
        if (r instanceof Reply.Accepted) {
            out.writeByte(ACCEPTED);
        } else if (r instanceof Reply.Answer answer) {
            out.writeByte(ANSWER);
            out.writeByteArray(answer.payload().encodedBytes());
        } else if (r instanceof Reply.Failed failed) {
            out.writeByte(FAILED);
            out.writeString(failed.type());
            out.writeString(failed.message());
            out.writeString(failed.stack());
            out.writeBoolean(failed.crashed());
        } else if (r instanceof Reply.Invalid invalid) {
            out.writeByte(INVALID);
            out.writeString(invalid.message());
        } else if (r instanceof Reply.Refused refused) {
            out.writeByte(REFUSED);
            out.writeByte(refused.reason().ordinal());
            out.writeString(refused.betterNode());
        } else if (r instanceof Reply.Lost lost) {
            out.writeByte(LOST);
            out.writeString(lost.cause());
        } else if (r instanceof Reply.TooLarge tooLarge) {
            out.writeByte(TOO_LARGE);
            out.writeLong(tooLarge.size());
            out.writeLong(tooLarge.limit());
        }
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        byte kind = in.readByte();
        reply = switch (kind) {
            case ACCEPTED -> Reply.Accepted.INSTANCE;
            case ANSWER -> new Reply.Answer(Payload.ofBytes(Objects.requireNonNull(in.readByteArray())));
            case FAILED -> new Reply.Failed(text(in), text(in), text(in), in.readBoolean());
            case INVALID -> new Reply.Invalid(text(in));
            case REFUSED -> new Reply.Refused(Reply.Reason.values()[in.readByte()], in.readString());
            case LOST -> new Reply.Lost(text(in));
            case TOO_LARGE -> new Reply.TooLarge(in.readLong(), in.readLong());
            default -> throw new IOException("unknown kind of reply " + kind);
        };
    }

    private static String text(ObjectDataInput in) throws IOException {
        return Objects.requireNonNull(in.readString());
    }

    @Override
    public int getFactoryId() {
        return RegistrySerialization.FACTORY_ID;
    }

    @Override
    public int getClassId() {
        return MessagingSerializerHook.REPLY;
    }
}

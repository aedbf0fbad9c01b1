package io.github.distributedsupervisor.internal.runtime;

import io.github.distributedsupervisor.MessageCodec;
import io.github.distributedsupervisor.Stateful;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A state as it is kept in a record: its version, then what the codec made of it. */
final class CapturedState {

    private CapturedState() {}

    static byte[] of(Stateful<?> stateful, MessageCodec codec) {
        byte[] content = codec.encode(Objects.requireNonNull(stateful.captureState(), "captureState returned null"));
        return ByteBuffer.allocate(Integer.BYTES + content.length)
                .putInt(stateful.stateVersion())
                .put(content)
                .array();
    }

    /** Throws whatever keeps the state from being restored. */
    static <S> void restore(Stateful<S> stateful, byte[] captured, MessageCodec codec) {
        stateful.restoreState(decode(stateful, captured, codec));
    }

    private static <S> S decode(Stateful<S> stateful, byte[] captured, MessageCodec codec) {
        int version = ByteBuffer.wrap(captured).getInt();
        byte[] content = Arrays.copyOfRange(captured, Integer.BYTES, captured.length);
        Object state = Objects.requireNonNull(codec.decode(content), "null is no state");
        return version == stateful.stateVersion() ? unchecked(state) : stateful.upgradeState(state, version);
    }

    /** Gives a child the state of an instance that ran beside it. */
    static <S> void merge(Stateful<S> stateful, byte[] other, byte @Nullable [] common, MessageCodec codec) {
        stateful.mergeState(decode(stateful, other, codec), common == null ? null : decode(stateful, common, codec));
    }

    @SuppressWarnings(
            "unchecked") // captured by an object of this type and version; a mismatch shows when it is restored
    private static <S> S unchecked(Object state) {
        return (S) state;
    }
}

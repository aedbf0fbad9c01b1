package io.github.distributedsupervisor;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Has a state and gives answers as large as it is told. */
@SupervisedChild("hoarder")
class HoarderChild implements Child, Stateful<byte[]> {

    private byte[] hoard = {};
    private @Nullable ChildContext context;

    HoarderChild() {}

    HoarderChild(byte[] ballast) {}

    @Override
    public void onStart(ChildContext newContext) {
        context = newContext;
    }

    @Override
    public @Nullable Object onCall(Object message) {
        if (!(message instanceof String text)) {
            return "taken";
        }
        String[] words = text.split(" ");
        return switch (words[0]) {
            case "give" -> new byte[Integer.parseInt(words[1])];
            case "tell" -> "x".repeat(Integer.parseInt(words[1]));
            case "hoard" -> {
                hoard = new byte[Integer.parseInt(words[1])];
                yield "hoarded";
            }
            case "checkpoint" -> checkpoint();
            default -> hoard.length;
        };
    }

    private String checkpoint() {
        try {
            context.checkpoint();
            return "kept";
        } catch (MessageTooLargeException e) {
            return "refused: " + e.getMessage();
        }
    }

    @Override
    public byte[] captureState() {
        return hoard;
    }

    @Override
    public void restoreState(byte[] state) {
        hoard = Arrays.copyOf(state, state.length);
    }
}

package io.github.distributedsupervisor;

import java.io.IOException;

/** Fails in each way it is told to. */
@SupervisedChild("fragile")
public class FragileChild implements Child {

    private ChildContext context;
    private final String startFailure;

    public FragileChild() {
        this("");
    }

    public FragileChild(String startFailure) {
        this.startFailure = startFailure;
    }

    @Override
    public void onStart(ChildContext newContext) throws Exception {
        if (!startFailure.isEmpty()) {
            throw new IOException(startFailure);
        }
        context = newContext;
    }

    @Override
    public Object onCall(Object message) throws Exception {
        switch ((String) message) {
            case "unchecked" -> throw new IllegalArgumentException("unchecked as told");
            case "checked" -> throw new IOException("checked as told");
            case "reply" -> throw new ChildReplyException("answer as told");
            case "error" -> throw new StackOverflowError("error as told");
            case "stop" -> context.stop();
            case "stop abnormally" -> context.stopAbnormally("as told");
            case "call myself" -> context.self().call("hello");
            case "unanswerable" -> {
                return Thread.currentThread();
            }
            default -> {
                return message + "!";
            }
        }
        return "done";
    }
}

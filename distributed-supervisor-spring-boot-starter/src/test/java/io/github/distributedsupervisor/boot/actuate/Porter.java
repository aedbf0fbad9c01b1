package io.github.distributedsupervisor.boot.actuate;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.SupervisedChild;
import org.springframework.context.annotation.Scope;

/** Answers a call with its message, or crashes. */
@SupervisedChild("porter")
@Scope("prototype")
class Porter implements Child {

    Porter() {}

    Porter(String secret) {}

    @Override
    public Object onCall(Object message) {
        if (message.equals("crash")) {
            throw new IllegalStateException("as told");
        }
        if (message instanceof String text && text.startsWith("crash ")) {
            throw new IllegalStateException(text);
        }
        return message;
    }
}

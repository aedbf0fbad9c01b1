package io.github.distributedsupervisor.boot.autoconfigure.annotated;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.SupervisedChild;
import org.springframework.beans.factory.DisposableBean;

/** Greets; the greeting is a bean, the name an argument. */
@SupervisedChild("clerk")
public class Clerk implements Child, DisposableBean {

    private final Greeting greeting;
    private final String name;

    Clerk(Greeting greeting, String name) {
        this.greeting = greeting;
        this.name = name;
    }

    /** For a bean method. */
    public static Clerk named(Greeting greeting, String name) {
        return new Clerk(greeting, name);
    }

    @Override
    public Object onCall(Object message) {
        return greeting.text() + " " + message + ", I am " + name;
    }

    @Override
    public void destroy() {
        greeting.destroyed().incrementAndGet();
    }
}

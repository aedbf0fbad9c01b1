package io.github.distributedsupervisor.hostile;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** Does something as soon as it is read from the network: what an attacker looks for on the class path. */
public final class Gadget implements Serializable, Callable<String> {

    @Serial
    private static final long serialVersionUID = 1L;

    /** How many were made by reading. */
    public static final AtomicInteger MADE = new AtomicInteger();

    @Serial
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        MADE.incrementAndGet();
    }

    @Override
    public String call() {
        return "owned";
    }
}

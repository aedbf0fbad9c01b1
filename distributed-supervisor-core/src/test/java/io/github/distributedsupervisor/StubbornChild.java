package io.github.distributedsupervisor;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps a message until it is released, and ignores that it is interrupted. */
@SupervisedChild("stubborn")
public class StubbornChild implements Child {

    static CountDownLatch entered = new CountDownLatch(1);
    static CountDownLatch released = new CountDownLatch(1);
    static final AtomicInteger INTERRUPTIONS = new AtomicInteger();

    static void forget() {
        entered = new CountDownLatch(1);
        released = new CountDownLatch(1);
        INTERRUPTIONS.set(0);
    }

    @Override
    public Object onCall(Object message) {
        if (!message.equals("insist")) {
            return message + "!";
        }
        entered.countDown();
        while (true) {
            try {
                released.await();
                return "done";
            } catch (InterruptedException e) {
                INTERRUPTIONS.incrementAndGet();
            }
        }
    }
}

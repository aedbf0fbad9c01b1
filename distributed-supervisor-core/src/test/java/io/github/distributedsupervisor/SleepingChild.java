package io.github.distributedsupervisor;

import java.util.concurrent.CountDownLatch;

/** Says that it has a message, then keeps it for long. */
@SupervisedChild("sleeping")
public class SleepingChild implements Child {

    static CountDownLatch entered = new CountDownLatch(1);

    @Override
    public Object onCall(Object message) throws Exception {
        entered.countDown();
        new CountDownLatch(1).await();
        return "never";
    }
}

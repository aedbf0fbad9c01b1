package io.github.distributedsupervisor.test;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.Stateful;

/** Counts what it is called. */
public final class CounterChild implements Child, Stateful<Integer> {

    private int count;

    @Override
    public Object onCall(Object message) {
        if (message.equals("crash")) {
            throw new IllegalStateException("as told");
        }
        return ++count;
    }

    @Override
    public Integer captureState() {
        return count;
    }

    @Override
    public void restoreState(Integer state) {
        count = state;
    }
}

package io.github.distributedsupervisor.boot.devtools.reloaded;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.Stateful;
import io.github.distributedsupervisor.SupervisedChild;
import java.util.concurrent.CompletableFuture;

/** Its arguments, messages, answers and state are of classes that are loaded anew. */
@SupervisedChild("counter")
public class Counter implements Child, Counting, Stateful<Total> {

    private Total total;

    public Counter(Amount initial) {
        total = new Total(initial.value());
    }

    @Override
    public Total add(Amount amount) {
        total = new Total(total.value() + amount.value());
        return total;
    }

    @Override
    public CompletableFuture<Total> total() {
        return CompletableFuture.completedFuture(total);
    }

    @Override
    public Object onCall(Object message) {
        return add((Amount) message);
    }

    @Override
    public Total captureState() {
        return total;
    }

    @Override
    public void restoreState(Total state) {
        total = state;
    }
}

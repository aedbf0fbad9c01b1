package io.github.distributedsupervisor.benchmarks;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.SupervisedChild;

/** Answers what it is asked. */
@SupervisedChild("echo")
public class EchoChild implements Child, Echo {

    @Override
    public Object onCall(Object message) {
        return message;
    }

    @Override
    public long echo(long number) {
        return number;
    }
}

package io.github.distributedsupervisor.boot.autoconfigure.annotated;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildContext;
import io.github.distributedsupervisor.SupervisedChild;

/** Is there when somebody asks, and tells its name. */
@SupervisedChild(value = "porter", onDemand = true)
public class Porter implements Child {

    private String name = "";

    @Override
    public void onStart(ChildContext context) {
        name = context.name();
    }

    @Override
    public Object onCall(Object message) {
        return name;
    }
}

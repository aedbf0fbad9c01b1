package io.github.distributedsupervisor.sample.readme;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.Stateful;
import io.github.distributedsupervisor.SupervisedChild;
import java.util.TreeSet;

// readme:child
@SupervisedChild("room")
class RoomChild implements Child, Stateful<TreeSet<String>> {
    private final TreeSet<String> users = new TreeSet<>();

    @Override
    public Object onCall(Object user) { // one message at a time, on one node of the cluster
        users.add((String) user);
        return users.size();
    }

    @Override
    public TreeSet<String> captureState() { // moves along when nodes come and go
        return users;
    }

    @Override
    public void restoreState(TreeSet<String> state) {
        users.addAll(state);
    }
}
// readme:end

package io.github.distributedsupervisor;

import java.util.ArrayList;
import java.util.List;

/** Remembers what it was cast and sent; the memory moves with it. */
@SupervisedChild("recording")
public class RecordingChild implements Child, Stateful<List<Integer>> {

    private List<Integer> seen = new ArrayList<>();

    @Override
    public void onCast(Object message) {
        seen.add((Integer) message);
    }

    @Override
    public void onMessage(Object message) {
        seen.add(-(Integer) message);
    }

    @Override
    public Object onCall(Object message) {
        return message.equals("size") ? seen.size() : seen;
    }

    @Override
    public List<Integer> captureState() {
        return seen;
    }

    @Override
    public void restoreState(List<Integer> state) {
        seen = new ArrayList<>(state);
    }
}

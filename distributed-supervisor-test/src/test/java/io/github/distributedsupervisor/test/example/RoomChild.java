package io.github.distributedsupervisor.test.example;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildContext;
import io.github.distributedsupervisor.Stateful;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A room that closes a minute after the last word. */
public final class RoomChild implements Room, Child, Stateful<List<String>> {

    private final int places;
    private final List<String> users = new ArrayList<>();
    private ChildContext context;
    private long words;

    public RoomChild(int places) {
        this.places = places;
    }

    @Override
    public void onStart(ChildContext newContext) {
        context = newContext;
        closeWhenSilent();
    }

    @Override
    public int join(String user) throws RoomFullException {
        if (users.size() == places) {
            throw new RoomFullException(places + " are here");
        }
        users.add(user);
        return users.size();
    }

    @Override
    public void say(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("nothing was said");
        }
        words++;
        closeWhenSilent();
    }

    private void closeWhenSilent() {
        long heard = words;
        context.schedule(Duration.ofMinutes(1), () -> {
            if (words == heard) {
                context.stop();
            }
        });
    }

    @Override
    public List<String> captureState() {
        return List.copyOf(users);
    }

    @Override
    public void restoreState(List<String> state) {
        users.addAll(state);
    }
}

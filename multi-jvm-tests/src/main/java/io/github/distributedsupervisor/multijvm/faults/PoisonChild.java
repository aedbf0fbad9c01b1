package io.github.distributedsupervisor.multijvm.faults;

import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.ChildContext;
import io.github.distributedsupervisor.SupervisedChild;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Runs quietly until a file appears; then it does harm, whenever and wherever it is started. */
@SupervisedChild("poison")
public final class PoisonChild implements Child {

    static final String TRIGGER = "poison";

    private static final Duration LOOK = Duration.ofMillis(200);

    private final Path trigger;
    private final String harm;

    /** @param harm {@code throw}, {@code exit} or {@code halt} */
    PoisonChild(Path directory, String harm) {
        this.trigger = directory.resolve(TRIGGER);
        this.harm = harm;
    }

    @Override
    public void onStart(ChildContext context) {
        look();
        context.scheduleAtFixedRate(LOOK, LOOK, this::look);
    }

    private void look() {
        if (Files.exists(trigger)) {
            switch (harm) {
                case "exit" -> System.exit(1);
                case "halt" -> Runtime.getRuntime().halt(1);
                default -> throw new IllegalStateException("poison");
            }
        }
    }
}

package io.github.distributedsupervisor.internal.registry;

import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.NodePin;
import io.github.distributedsupervisor.Restart;
import io.github.distributedsupervisor.RestartIntensity;
import io.github.distributedsupervisor.Shutdown;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A spec as it is stored: complete, with a name, its arguments encoded.
 *
 * @param passivateMillis after how long without messages the child is put to sleep; 0 for never
 * @param answers names of the unchecked exceptions that are answers instead of crashes
 */
public record StoredSpec(
        String type,
        String name,
        byte[] arguments,
        Restart restart,
        Shutdown shutdown,
        RestartIntensity intensity,
        @Nullable NodePin pin,
        long passivateMillis,
        Set<String> answers) {

    /** With the default intensity, no pin, never asleep. */
    public StoredSpec(String type, String name, byte[] arguments, Restart restart, Shutdown shutdown) {
        this(type, name, arguments, restart, shutdown, RestartIntensity.DEFAULT, null, 0, Set.of());
    }

    /** @param usual the intensity of a spec that has none */
    public static StoredSpec of(ChildSpec spec, String name, byte[] arguments, RestartIntensity usual) {
        return new StoredSpec(
                spec.type(),
                name,
                arguments,
                spec.restart(),
                spec.shutdown(),
                spec.intensity().orElse(usual),
                spec.pin().orElse(null),
                spec.passivateAfter().map(Duration::toMillis).orElse(0L),
                spec.answers());
    }

    /** With another node. */
    StoredSpec pinned(@Nullable NodePin newPin) {
        return new StoredSpec(type, name, arguments, restart, shutdown, intensity, newPin, passivateMillis, answers);
    }

    @Override
    public String toString() {
        return "StoredSpec[" + type + " " + name + " " + restart + "]";
    }
}

package io.github.distributedsupervisor.internal.registry;

import io.github.distributedsupervisor.Restart;
import io.github.distributedsupervisor.Shutdown;

/** A spec as it is stored: complete, with a name, its arguments encoded. */
public record StoredSpec(String type, String name, byte[] arguments, Restart restart, Shutdown shutdown) {

    @Override
    public String toString() {
        return "StoredSpec[" + type + " " + name + " " + restart + "]";
    }
}

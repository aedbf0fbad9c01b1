package io.github.distributedsupervisor.test.internal.node;

import com.hazelcast.core.HazelcastInstance;
import io.github.distributedsupervisor.DistributedSupervisor;
import java.util.Optional;

/** A node that was started. */
public interface RunningNode {

    /** Its member. */
    HazelcastInstance hazelcast();

    /** Its supervisor. */
    DistributedSupervisor supervisor();

    /** The application context, as an object so that nobody needs Spring to ask. */
    Optional<Object> applicationContext();

    /** Lets it leave in good order; after its member was terminated, frees what it holds. */
    void close();
}

package io.github.distributedsupervisor.test.internal.node;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.github.distributedsupervisor.Child;
import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.DistributedSupervisorBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Starts a member and a supervisor on it, without Spring. */
public final class PlainNodeLauncher implements NodeLauncher {

    private static final Duration DRAIN = Duration.ofSeconds(20);
    private static final Duration STABLE_AFTER = Duration.ofMillis(300);
    private static final int CONCURRENT_MOVES = 32;

    private final List<Class<? extends Child>> childTypes;

    /** Nodes that know these types of children. */
    public PlainNodeLauncher(List<Class<? extends Child>> childTypes) {
        this.childTypes = List.copyOf(childTypes);
    }

    private record PlainNode(HazelcastInstance hazelcast, DistributedSupervisor supervisor) implements RunningNode {

        @Override
        public Optional<Object> applicationContext() {
            return Optional.empty();
        }

        @Override
        public void close() {
            supervisor.drain(DRAIN);
            supervisor.close();
            hazelcast.shutdown();
        }
    }

    @Override
    public RunningNode launch(NodeSetup setup) {
        HazelcastInstance hazelcast = Hazelcast.newHazelcastInstance(setup.applyTo(new Config()));
        try {
            DistributedSupervisorBuilder builder = DistributedSupervisor.builder(hazelcast)
                    .nodeName(setup.name())
                    .rebalance(STABLE_AFTER, CONCURRENT_MOVES)
                    .minResidency(Duration.ZERO);
            childTypes.forEach(builder::childType);
            setup.configurer().supervisor(builder, setup.index());
            return new PlainNode(hazelcast, builder.build());
        } catch (RuntimeException e) {
            hazelcast.getLifecycleService().terminate();
            throw e;
        }
    }
}

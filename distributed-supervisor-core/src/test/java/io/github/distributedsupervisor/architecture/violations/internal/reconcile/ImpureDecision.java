package io.github.distributedsupervisor.architecture.violations.internal.reconcile;

import com.hazelcast.core.HazelcastInstance;
import io.github.distributedsupervisor.architecture.violations.internal.cluster.SleepyManager;
import java.util.Random;

/** Breaks the rules for decisions: asks a clock, a die, the grid and a higher layer. */
class ImpureDecision {

    long decide(HazelcastInstance hazelcast) {
        return System.nanoTime() + new Random().nextLong() + hazelcast.getName().length() + SleepyManager.patience();
    }
}

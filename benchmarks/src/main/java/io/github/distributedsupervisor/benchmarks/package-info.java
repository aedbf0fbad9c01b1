/** Comparisons with raw Hazelcast operations and with peers, in the same run. */
@NullMarked
package io.github.distributedsupervisor.benchmarks;

import org.jspecify.annotations.NullMarked;

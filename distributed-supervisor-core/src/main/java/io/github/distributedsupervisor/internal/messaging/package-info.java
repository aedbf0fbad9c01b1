/** Messages between nodes; the only package that touches Hazelcast's internal SPI. */
@NullMarked
package io.github.distributedsupervisor.internal.messaging;

import org.jspecify.annotations.NullMarked;

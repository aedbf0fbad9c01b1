/** What a node has seen of all ticks in the cluster, and how ticks get there. */
@NullMarked
package io.github.distributedsupervisor.sample.board;

import org.jspecify.annotations.NullMarked;

/** This process as a node: its port, its name, how it ends and how it starts another one. */
@NullMarked
package io.github.distributedsupervisor.sample.node;

import org.jspecify.annotations.NullMarked;

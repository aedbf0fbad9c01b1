/** Starting nodes: plain ones and applications of Spring Boot. */
@NullMarked
package io.github.distributedsupervisor.test.internal.node;

import org.jspecify.annotations.NullMarked;

/**
 * What an application sees of the Spring Boot starter: the events it publishes.
 *
 * <p>Each event reaches the {@code @EventListener} methods of the node it is about, on the supervisor's listener thread
 * and in order. A slow method delays later events, never a child.
 */
@NullMarked
package io.github.distributedsupervisor.boot;

import org.jspecify.annotations.NullMarked;

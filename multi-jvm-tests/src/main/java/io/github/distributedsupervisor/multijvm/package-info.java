/** A node of a cluster in a Java virtual machine of its own, as the tests with several of them start it. */
@NullMarked
package io.github.distributedsupervisor.multijvm;

import org.jspecify.annotations.NullMarked;

/** The Ticker Wall: 24 supervised price feeds, shown live by every node of a cluster. */
@NullMarked
package io.github.distributedsupervisor.sample;

import org.jspecify.annotations.NullMarked;

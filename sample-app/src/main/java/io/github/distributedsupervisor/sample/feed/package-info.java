/** The supervised children: one simulated price feed for each instrument. */
@NullMarked
package io.github.distributedsupervisor.sample.feed;

import org.jspecify.annotations.NullMarked;

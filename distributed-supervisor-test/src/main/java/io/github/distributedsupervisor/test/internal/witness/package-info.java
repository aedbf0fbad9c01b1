/** What instances lived when and where, and whether that was right. */
@NullMarked
package io.github.distributedsupervisor.test.internal.witness;

import org.jspecify.annotations.NullMarked;

/** Pure placement: which node a name belongs to. */
@NullMarked
package io.github.distributedsupervisor.internal.placement;

import org.jspecify.annotations.NullMarked;

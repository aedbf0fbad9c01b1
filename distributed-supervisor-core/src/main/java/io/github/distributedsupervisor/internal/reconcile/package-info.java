/** Pure decisions: what to do about the difference between records, membership and local children. */
@NullMarked
package io.github.distributedsupervisor.internal.reconcile;

import org.jspecify.annotations.NullMarked;

/** Running children: mailbox, dispatch, restart delay, timers. Knows no Hazelcast. */
@NullMarked
package io.github.distributedsupervisor.internal.runtime;

import org.jspecify.annotations.NullMarked;

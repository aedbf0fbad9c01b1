package io.github.distributedsupervisor;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A child in detail.
 *
 * @param info what its record says
 * @param restartsInWindow how many of its restarts count towards its {@link RestartIntensity} now
 * @param intensity how many are allowed
 * @param mailbox what waits for it; null when it runs nowhere, or its node did not answer
 */
public record ChildReport(
        ChildInfo info,
        int restartsInWindow,
        RestartIntensity intensity,
        @Nullable MailboxReport mailbox) {

    /**
     * What waits for a child.
     *
     * @param size how many messages
     * @param capacity how many may wait
     * @param oldest since when the oldest waits; zero when none does
     */
    public record MailboxReport(int size, int capacity, Duration oldest) {}
}

package io.github.distributedsupervisor.internal.registry;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All the cluster knows about a name.
 *
 * @param spec how to start it anywhere
 * @param revision increased by each change; a change applies to the revision it was decided on
 * @param changeId identifies the last change, so that whoever made it recognises it after an unknown outcome
 * @param phase where it is in its life
 * @param host the member it runs on; null when it was vacated
 * @param target when released: the member that claims it
 * @param incarnation the fencing token of the last start
 * @param startId the request that created it
 * @param established whether it ever ran; a child that never did leaves a tombstone when its start fails
 * @param state what the last instance captured
 * @param restarts how often it was restarted after a crash
 * @param failures crashes since the last stable run
 * @param lastFailure the text of the last crash or failed start
 * @param changedAt epoch millis of the change, for the expiry of tombstones
 */
public record ChildRecord(
        StoredSpec spec,
        long revision,
        UUID changeId,
        Phase phase,
        @Nullable String host,
        @Nullable String target,
        long incarnation,
        UUID startId,
        boolean established,
        byte @Nullable [] state,
        int restarts,
        int failures,
        @Nullable String lastFailure,
        long changedAt) {

    public String name() {
        return spec.name();
    }

    /** Whether the name is taken. */
    public boolean live() {
        return phase != Phase.REMOVED;
    }

    public boolean hostedBy(String member) {
        return live() && member.equals(host);
    }

    /** The record of a new name, or of one that was removed before. */
    public static ChildRecord create(
            StoredSpec spec, @Nullable ChildRecord previous, String host, UUID startId, long now) {
        return new ChildRecord(
                spec,
                previous == null ? 0 : previous.revision,
                UUID.randomUUID(),
                Phase.STARTING,
                host,
                null,
                nextIncarnation(previous == null ? 0 : previous.incarnation, now),
                startId,
                false,
                null,
                0,
                0,
                null,
                now);
    }

    /** A new instance on a host: after a release, a failover, or a start anew on the same host. */
    public ChildRecord claimedBy(String newHost, long now) {
        return change(Phase.STARTING, newHost, null, nextIncarnation(incarnation, now), now);
    }

    public ChildRecord running(long now) {
        ChildRecord changed = change(Phase.RUNNING, host, null, incarnation, now);
        return new ChildRecord(
                spec,
                revision,
                changed.changeId,
                Phase.RUNNING,
                host,
                null,
                incarnation,
                startId,
                true,
                state,
                restarts,
                failures,
                lastFailure,
                now);
    }

    /** A crash: the next instance has a new incarnation already, so that the crashed one is fenced off. */
    public ChildRecord restarting(int newFailures, @Nullable String failure, long now) {
        ChildRecord changed = change(Phase.RESTARTING, host, null, nextIncarnation(incarnation, now), now);
        return new ChildRecord(
                spec,
                revision,
                changed.changeId,
                Phase.RESTARTING,
                host,
                null,
                changed.incarnation,
                startId,
                established,
                state,
                restarts + 1,
                newFailures,
                failure,
                now);
    }

    public ChildRecord stopping(long now) {
        return change(Phase.STOPPING, host, null, incarnation, now);
    }

    /** Vacated; the state stays until a later release replaces it. */
    public ChildRecord released(@Nullable String newTarget, byte @Nullable [] newState, long now) {
        return new ChildRecord(
                spec,
                revision,
                UUID.randomUUID(),
                Phase.RELEASED,
                null,
                newTarget,
                incarnation,
                startId,
                established,
                newState != null ? newState : state,
                restarts,
                failures,
                lastFailure,
                now);
    }

    /** A tombstone. */
    public ChildRecord removed(@Nullable String failure, long now) {
        return new ChildRecord(
                spec,
                revision,
                UUID.randomUUID(),
                Phase.REMOVED,
                null,
                null,
                incarnation,
                startId,
                established,
                null,
                restarts,
                failures,
                failure,
                now);
    }

    /** What a host writes when its record is lost or older than what it runs. */
    public ChildRecord reassertedOver(@Nullable ChildRecord current, long now) {
        return new ChildRecord(
                spec,
                current == null ? 0 : current.revision,
                UUID.randomUUID(),
                phase,
                host,
                target,
                incarnation,
                startId,
                established,
                state,
                restarts,
                failures,
                lastFailure,
                now);
    }

    ChildRecord withRevision(long newRevision) {
        return new ChildRecord(
                spec,
                newRevision,
                changeId,
                phase,
                host,
                target,
                incarnation,
                startId,
                established,
                state,
                restarts,
                failures,
                lastFailure,
                changedAt);
    }

    private ChildRecord change(
            Phase newPhase, @Nullable String newHost, @Nullable String newTarget, long newIncarnation, long now) {
        return new ChildRecord(
                spec,
                revision,
                UUID.randomUUID(),
                newPhase,
                newHost,
                newTarget,
                newIncarnation,
                startId,
                established,
                state,
                restarts,
                failures,
                lastFailure,
                now);
    }

    private static long nextIncarnation(long previous, long now) {
        return Math.max(previous + 1, now);
    }

    @Override
    public String toString() {
        return "ChildRecord[" + name() + " " + phase + " host=" + host + " target=" + target + " incarnation="
                + incarnation + " revision=" + revision + "]";
    }
}

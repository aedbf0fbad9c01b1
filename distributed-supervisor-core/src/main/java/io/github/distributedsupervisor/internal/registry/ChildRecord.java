package io.github.distributedsupervisor.internal.registry;

import io.github.distributedsupervisor.ChildFailure;
import io.github.distributedsupervisor.NodePin;
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
 * @param state what an instance captured last
 * @param history its restarts
 * @param changedAt epoch millis since when it is in its phase on its host
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
        RestartHistory history,
        long changedAt) {

    public String name() {
        return spec.name();
    }

    /** Whether the name is taken. */
    public boolean live() {
        return phase != Phase.REMOVED;
    }

    /** Whether it was removed because its first start has failed, which whoever asked for it is told. */
    public boolean failedToStart() {
        return !live() && !established && history.lastFailure() != null;
    }

    /** Whether both are the record after the same change, or there is none. */
    public static boolean same(@Nullable ChildRecord one, @Nullable ChildRecord other) {
        return one == null || other == null
                ? one == other
                : one.revision() == other.revision() && one.changeId().equals(other.changeId());
    }

    public boolean hostedBy(String member) {
        return live() && member.equals(host);
    }

    /** The record of a new name, or of one that was removed before; without a host it waits for one. */
    public static ChildRecord create(
            StoredSpec spec, @Nullable ChildRecord previous, @Nullable String host, UUID startId, long now) {
        return new ChildRecord(
                spec,
                previous == null ? 0 : previous.revision,
                UUID.randomUUID(),
                host == null ? Phase.RELEASED : Phase.STARTING,
                host,
                null,
                nextIncarnation(previous == null ? 0 : previous.incarnation, now),
                startId,
                false,
                null,
                RestartHistory.NONE,
                now);
    }

    /** A new instance on a host: after a release, a failover, or a start anew on the same host. */
    public ChildRecord claimedBy(String newHost, long now) {
        return change(Phase.STARTING, newHost, null, now)
                .with(nextIncarnation(incarnation, now), established, state, historyOfClaim(newHost, now));
    }

    private RestartHistory historyOfClaim(String newHost, long now) {
        RestartHistory claimed = established && !newHost.equals(host) ? history.moved(now) : history;
        Suspicion suspicion = history.suspicion();
        if (phase == Phase.RELEASED || underSuspicion()) {
            return claimed;
        }
        return claimed.suspected(phase == Phase.RUNNING ? Suspicion.NONE : suspicion.withoutTrust());
    }

    /** Whether it is held against the child already that its host has died. */
    public boolean underSuspicion() {
        return host != null && host.equals(history.suspicion().node());
    }

    /** The host has died, perhaps of this child. */
    public ChildRecord suspected(long ranMillis, ChildFailure failure, long now) {
        if (host == null) {
            throw new IllegalStateException("no host of " + name() + " can have died");
        }
        RestartHistory newHistory =
                history.suspected(history.suspicion().died(host, ranMillis)).failed(failure);
        return change(phase, host, target, now).with(incarnation, established, state, newHistory);
    }

    private boolean ranWell(long now) {
        return phase == Phase.RUNNING && now - changedAt >= Suspicion.WELL_MILLIS;
    }

    private RestartHistory historyOfLeaving(long now) {
        return ranWell(now) ? history.suspected(Suspicion.TRUSTED) : history;
    }

    public ChildRecord running(long now) {
        return change(Phase.RUNNING, host, null, now).with(incarnation, true, state, history);
    }

    /** A crash: the next instance has a new incarnation already, so that the crashed one is fenced off. */
    public ChildRecord restarting(RestartHistory newHistory, long now) {
        Suspicion suspicion =
                ranWell(now) ? Suspicion.NONE : history.suspicion().withoutTrust();
        return change(Phase.RESTARTING, host, null, now)
                .with(nextIncarnation(incarnation, now), established, state, newHistory.suspected(suspicion));
    }

    /** Too many crashes: runs nowhere until it is pardoned. */
    public ChildRecord quarantined(RestartHistory newHistory, long now) {
        return change(Phase.QUARANTINED, null, null, now).with(incarnation, established, state, newHistory);
    }

    /** Asleep until the next message. */
    public ChildRecord passive(byte @Nullable [] newState, long now) {
        return change(Phase.PASSIVE, null, null, now)
                .with(incarnation, established, newState != null ? newState : state, historyOfLeaving(now));
    }

    /** After a quarantine or a sleep: to be claimed again. */
    public ChildRecord resumed(@Nullable String newTarget, long now) {
        return change(Phase.RELEASED, null, newTarget, now).with(incarnation, established, state, history.pardoned());
    }

    /** The same child with another node that it was given. */
    public ChildRecord pinned(@Nullable NodePin pin) {
        return new ChildRecord(
                spec.pinned(pin),
                revision,
                UUID.randomUUID(),
                phase,
                host,
                target,
                incarnation,
                startId,
                established,
                state,
                history,
                changedAt);
    }

    public ChildRecord stopping(long now) {
        return change(Phase.STOPPING, host, null, now);
    }

    /** Keeps a state in case the node dies. */
    public ChildRecord checkpointed(byte[] newState) {
        return change(phase, host, target, changedAt).with(incarnation, established, newState, history);
    }

    /** Vacated; the state stays until a later release replaces it. */
    public ChildRecord released(@Nullable String newTarget, byte @Nullable [] newState, long now) {
        return change(Phase.RELEASED, null, newTarget, now)
                .with(incarnation, established, newState != null ? newState : state, historyOfLeaving(now));
    }

    /**
     * Vacated by a node that left and could not stop it: who ends its process from within a start, or right after one, keeps
     * the node waiting for it, so it is held against the child as the death of the node would be.
     *
     * @param ranMillis how long it had run when it was told to stop
     */
    public ChildRecord abandoned(@Nullable String newTarget, long ranMillis, ChildFailure failure, long now) {
        String left = host;
        RestartHistory newHistory = left == null || ranMillis >= Suspicion.WELL_MILLIS
                ? history.suspected(Suspicion.NONE)
                : history.suspected(history.suspicion().died(left, ranMillis)).failed(failure);
        return change(Phase.RELEASED, null, newTarget, now).with(incarnation, established, state, newHistory);
    }

    /**
     * A tombstone.
     *
     * @param failure why; null when it was asked for, also of a child that has failed before
     */
    public ChildRecord removed(@Nullable ChildFailure failure, long now) {
        RestartHistory last = failure == null
                ? RestartHistory.NONE
                : history.suspected(Suspicion.NONE).failed(failure);
        return change(Phase.REMOVED, null, null, now).with(incarnation, established, null, last);
    }

    /** What a host writes when its record is lost or older than what it runs. */
    public ChildRecord reassertedOver(@Nullable ChildRecord current, long now) {
        ChildRecord again = change(phase, host, target, now);
        // never below its own: a store would take it for old
        return current == null ? again : again.withRevision(Math.max(revision, current.revision));
    }

    /** @param ran whether it ever ran, as somebody else knows */
    ChildRecord withEstablished(boolean ran) {
        return with(incarnation, ran, state, history);
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
                history,
                changedAt);
    }

    private ChildRecord change(Phase newPhase, @Nullable String newHost, @Nullable String newTarget, long now) {
        return new ChildRecord(
                spec,
                revision,
                UUID.randomUUID(),
                newPhase,
                newHost,
                newTarget,
                incarnation,
                startId,
                established,
                state,
                history,
                now);
    }

    private ChildRecord with(
            long newIncarnation, boolean newEstablished, byte @Nullable [] newState, RestartHistory newHistory) {
        return new ChildRecord(
                spec,
                revision,
                changeId,
                phase,
                host,
                target,
                newIncarnation,
                startId,
                newEstablished,
                newState,
                newHistory,
                changedAt);
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

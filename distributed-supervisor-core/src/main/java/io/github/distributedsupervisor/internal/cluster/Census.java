package io.github.distributedsupervisor.internal.cluster;

import io.github.distributedsupervisor.ChildCounts;
import io.github.distributedsupervisor.ChildStatus;
import io.github.distributedsupervisor.internal.messaging.Listing;
import io.github.distributedsupervisor.internal.registry.ChildRecord;
import io.github.distributedsupervisor.internal.registry.Phase;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The children that this node answers for: those it hosts, and those it coordinates that no living node hosts. So all
 * nodes together answer for each child once, but for those that change this moment. Any thread.
 */
final class Census {

    private final ChildRoll hosted = new ChildRoll();
    private final ChildRoll elsewhere = new ChildRoll();
    private volatile Predicate<String> coordinatedHere = name -> false;

    /** Tells which names this node decides about. */
    void coordinatedHere(Predicate<String> newCoordinatedHere) {
        this.coordinatedHere = newCoordinatedHere;
    }

    /** A child of this node has this record now. */
    void hosts(ChildRecord record) {
        hosted.note(record.name(), entry(record, ChildDescriptions.statusOf(record)));
        elsewhere.forget(record.name());
    }

    /** A child is not on this node any more. */
    void left(ChildRecord record) {
        hosted.forget(record.name());
        boolean rests = record.phase() == Phase.QUARANTINED || record.phase() == Phase.PASSIVE;
        if (rests && coordinatedHere.test(record.name())) { // else its coordinator sees it at its next sweep
            elsewhere.note(record.name(), entry(record, ChildDescriptions.statusOf(record)));
        }
    }

    /**
     * All records that this node coordinates were read.
     *
     * @param homeless whether no living node hosts the child
     */
    void coordinates(
            List<ChildRecord> records, Predicate<ChildRecord> homeless, Function<ChildRecord, ChildStatus> status) {
        Set<String> seen = new HashSet<>();
        for (ChildRecord record : records) {
            if (record.live() && homeless.test(record) && !hosted.has(record.name())) {
                seen.add(record.name());
                elsewhere.note(record.name(), entry(record, status.apply(record)));
            }
        }
        for (String name : elsewhere.names()) {
            if (!seen.contains(name)) {
                elsewhere.forget(name);
            }
        }
    }

    private static ChildRoll.Entry entry(ChildRecord record, ChildStatus status) {
        return new ChildRoll.Entry(record.spec().type(), status, record.incarnation());
    }

    ChildCounts counts() {
        return hosted.counts().plus(elsewhere.counts());
    }

    long total(Listing listing) {
        return hosted.total(listing) + (listing.hostedOnly() ? 0 : elsewhere.total(listing));
    }

    /** The first names that fit, with their incarnations; of each sort at most as many as the listing wants. */
    Map<String, Long> list(Listing listing) {
        TreeMap<String, Long> incarnations = new TreeMap<>();
        hosted.collect(listing, incarnations);
        if (!listing.hostedOnly()) {
            elsewhere.collect(listing, incarnations);
        }
        while (incarnations.size() > listing.limit()) {
            incarnations.pollLastEntry();
        }
        return incarnations;
    }
}

package io.github.distributedsupervisor.internal.placement;

import io.github.distributedsupervisor.PlacementStrategy;
import java.util.List;
import java.util.Objects;

/** See {@link PlacementStrategy#leastLoaded()}. */
public final class LeastLoadedPlacement implements PlacementStrategy {

    public static final LeastLoadedPlacement INSTANCE = new LeastLoadedPlacement();

    /** A node gives children away when it has more than its share by this factor, and by two at least. */
    private static final double TOLERANCE = 1.25;

    private LeastLoadedPlacement() {}

    @Override
    public String choose(Request request) {
        List<Candidate> candidates = request.candidates();
        long total = 0;
        int least = Integer.MAX_VALUE;
        for (Candidate candidate : candidates) {
            total += candidate.children();
            least = Math.min(least, candidate.children());
        }
        double share = (double) total / candidates.size();
        for (Candidate candidate : candidates) {
            boolean tolerable = candidate.children() <= Math.max(share * TOLERANCE, share + 1);
            if (candidate.id().equals(request.current()) && (tolerable || candidate.children() - least < 2)) {
                return candidate.id();
            }
        }
        int fewest = least;
        List<String> lightest = candidates.stream()
                .filter(candidate -> candidate.children() == fewest)
                .map(Candidate::id)
                .toList();
        return Objects.requireNonNull(Placement.rendezvous(request.name(), lightest));
    }
}

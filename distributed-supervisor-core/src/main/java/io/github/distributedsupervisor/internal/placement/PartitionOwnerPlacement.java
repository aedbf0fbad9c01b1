package io.github.distributedsupervisor.internal.placement;

import io.github.distributedsupervisor.PlacementStrategy;
import java.util.List;
import java.util.Objects;

/** See {@link PlacementStrategy#partitionOwner()}. */
public final class PartitionOwnerPlacement implements PlacementStrategy {

    public static final PartitionOwnerPlacement INSTANCE = new PartitionOwnerPlacement();

    private PartitionOwnerPlacement() {}

    @Override
    public String choose(Request request) {
        List<String> ids = request.candidates().stream().map(Candidate::id).toList();
        return Objects.requireNonNull(Placement.choose(request.name(), request.owner(), ids));
    }
}

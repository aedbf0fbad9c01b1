package io.github.distributedsupervisor.boot.autoconfigure;

import io.github.distributedsupervisor.UnfitHazelcastException;
import io.github.distributedsupervisor.UnfitHazelcastException.Reason;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.util.StringUtils;

/** Explains why there can be no supervisor on a Hazelcast instance, and what to change. */
final class UnfitHazelcastFailureAnalyzer extends AbstractFailureAnalyzer<UnfitHazelcastException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnfitHazelcastException cause) {
        String description = StringUtils.capitalize(String.valueOf(cause.getMessage())) + ".";
        return new FailureAnalysis(description, actionFor(cause.reason()), cause);
    }

    static String actionFor(Reason reason) {
        return switch (reason) {
            case CLIENT ->
                "Make this application a member: replace the client configuration (hazelcast-client.yaml, a ClientConfig"
                        + " bean or HazelcastConnectionDetails) by that of a member, or remove it to get one. To keep the"
                        + " client, set distributed-supervisor.enabled=false.";
            case LITE_MEMBER ->
                "Remove 'lite-member' from the Hazelcast configuration, or set distributed-supervisor.enabled=false on"
                        + " this node. Where a node is to reach children without taking any, leave it out of"
                        + " distributed-supervisor.nodes instead.";
            case LOSES_RECORDS ->
                "Remove the map from the configuration of Hazelcast: the supervisor configures it. Or remove eviction,"
                        + " time-to-live-seconds, max-idle-seconds and near-cache from that map, and give it a backup and the"
                        + " merge policy of the supervisor.";
            case OTHER_STORE ->
                "Set distributed-supervisor.store.type to the same on all nodes, and stop all of them before it changes.";
            case NAME_IN_USE ->
                "Give each supervisor a name of its own: distributed-supervisor.name, and the key below"
                        + " distributed-supervisor.supervisors.";
        };
    }
}

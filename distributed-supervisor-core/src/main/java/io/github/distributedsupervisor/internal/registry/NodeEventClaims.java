package io.github.distributedsupervisor.internal.registry;

import com.hazelcast.config.Config;
import com.hazelcast.config.MapConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides in the grid which node tells its listeners of a node that came or went: the first that claims it. So it is one
 * even while the nodes see different members.
 */
public final class NodeEventClaims {

    private static final Logger LOG = LoggerFactory.getLogger(NodeEventClaims.class);
    private static final long ANSWER_MILLIS = 1_500;
    private static final long RETRY_MILLIS = 50;
    private static final long FOR_EVER = 0;
    private static final long AFTER_THE_END_MILLIS = TimeUnit.DAYS.toMillis(1);

    private final IMap<String, String> map;
    private final ScheduledExecutorService scheduler;
    private final BooleanSupplier stopped;

    /**
     * @param scheduler asks the grid
     * @param stopped when true, claims without an answer are given up
     */
    public NodeEventClaims(
            HazelcastInstance hazelcast,
            String supervisor,
            int backupCount,
            ScheduledExecutorService scheduler,
            BooleanSupplier stopped) {
        String mapName = supervisor + ".node-events";
        Config config = hazelcast.getConfig();
        if (!config.findMapConfig(mapName).getName().equals(mapName)) {
            config.addMapConfig(new MapConfig(mapName).setBackupCount(backupCount));
        }
        this.map = hazelcast.getMap(mapName);
        this.scheduler = scheduler;
        this.stopped = stopped;
    }

    /**
     * Claims that a node is up. The claim lasts as long as the node, so that a node that joins much later does not tell it
     * again.
     *
     * @param life one life of the supervisor on that node
     * @return true on one node only; false also when the supervisor was closed before that was known
     */
    public CompletableFuture<Boolean> claimUp(String life) {
        return claim("up/" + life, FOR_EVER);
    }

    /**
     * Claims that a node is gone.
     *
     * @param life one life of the supervisor on that node
     * @return true on one node only; false also when the supervisor was closed before that was known
     */
    public CompletableFuture<Boolean> claimDown(String life) {
        claim("up/" + life, AFTER_THE_END_MILLIS);
        return claim("down/" + life, AFTER_THE_END_MILLIS);
    }

    private CompletableFuture<Boolean> claim(String event, long lifeMillis) {
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        // a token of its own, so that the claim recognises itself when it is repeated
        later(0, event, new ClaimNodeEvent(UUID.randomUUID().toString(), lifeMillis), result);
        return result;
    }

    private void claim(String event, ClaimNodeEvent claim, CompletableFuture<Boolean> result) {
        CompletionStage<String> stage;
        try {
            stage = map.submitToKey(event, claim);
        } catch (RuntimeException e) {
            stage = CompletableFuture.failedStage(e);
        }
        CompletableFuture<String> holder = new CompletableFuture<>();
        stage.whenCompleteAsync(
                (token, failure) -> {
                    if (failure == null) {
                        holder.complete(token);
                    } else {
                        holder.completeExceptionally(failure);
                    }
                },
                Runnable::run);
        holder.orTimeout(ANSWER_MILLIS, TimeUnit.MILLISECONDS)
                .whenCompleteAsync(
                        (token, failure) -> {
                            if (failure == null) {
                                result.complete(claim.token().equals(token));
                            } else {
                                repeat(event, claim, result, failure);
                            }
                        },
                        Runnable::run);
    }

    private void repeat(String event, ClaimNodeEvent claim, CompletableFuture<Boolean> result, Throwable failure) {
        LOG.debug("whether {} is claimed is not known yet", event, failure);
        if (stopped.getAsBoolean()) {
            result.complete(false);
        } else {
            later(RETRY_MILLIS, event, claim, result);
        }
    }

    // never on the thread of the caller, which may be one of Hazelcast's
    private void later(long millis, String event, ClaimNodeEvent claim, CompletableFuture<Boolean> result) {
        try {
            scheduler.schedule(() -> claim(event, claim, result), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            result.complete(false); // closed
        }
    }
}

package io.github.distributedsupervisor.internal.registry;

import com.hazelcast.config.Config;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.MapConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;

/** Configures and opens the map of a supervisor, or refuses one that would lose records. */
final class RegistryMap {

    private RegistryMap() {}

    static IMap<String, StoredRecord> open(HazelcastInstance hazelcast, String supervisor, int backupCount) {
        String mapName = supervisor + ".children";
        Config config = hazelcast.getConfig();
        MapConfig configured = config.findMapConfig(mapName);
        if (configured.getName().equals(mapName)) {
            refuseLossy(configured);
        } else {
            config.addMapConfig(new MapConfig(mapName)
                    .setInMemoryFormat(InMemoryFormat.BINARY)
                    .setBackupCount(backupCount));
        }
        return hazelcast.getMap(mapName);
    }

    private static void refuseLossy(MapConfig map) {
        boolean evicts = map.getEvictionConfig().getEvictionPolicy() != EvictionPolicy.NONE;
        if (evicts
                || map.getTimeToLiveSeconds() > 0
                || map.getMaxIdleSeconds() > 0
                || map.getNearCacheConfig() != null) {
            throw new IllegalStateException(
                    "the Hazelcast map '" + map.getName() + "' holds the records of children and"
                            + " must keep them: configure it without eviction, time-to-live, max-idle and near cache");
        }
    }
}

package io.github.distributedsupervisor.internal.registry;

import com.hazelcast.config.Config;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MapStoreConfig;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.github.distributedsupervisor.UnfitHazelcastException;
import io.github.distributedsupervisor.UnfitHazelcastException.Reason;

/** Configures and opens the map of a supervisor, or refuses one that would lose records. */
final class RegistryMap {

    private static final String STORED = "distributed-supervisor.stored";

    private RegistryMap() {}

    static IMap<String, StoredRecord> open(
            HazelcastInstance hazelcast, String supervisor, int backupCount, boolean stored) {
        String mapName = supervisor + ".children";
        Config config = hazelcast.getConfig();
        MapConfig configured = config.findMapConfig(mapName);
        if (configured.getName().equals(mapName)) {
            refuseLossy(mapName, configured, backupCount);
            refuseOtherStore(configured, stored);
        } else {
            MapConfig own = new MapConfig(mapName)
                    .setInMemoryFormat(InMemoryFormat.BINARY)
                    .setBackupCount(backupCount)
                    .setMergePolicyConfig(new MergePolicyConfig().setPolicy(RecordMergePolicy.class.getName()));
            if (stored) {
                own.setMapStoreConfig(mark());
            }
            config.addMapConfig(own);
            // a pattern in the configuration that it was made with wins over what is added later
            refuseLossy(mapName, config.findMapConfig(mapName), backupCount);
        }
        return hazelcast.getMap(mapName);
    }

    /** Tells the nodes that come later; Hazelcast itself has nothing to do with the store. */
    private static MapStoreConfig mark() {
        return new MapStoreConfig().setEnabled(false).setProperty(STORED, "true");
    }

    private static void refuseLossy(String mapName, MapConfig map, int backupCount) {
        String records = "the Hazelcast map '" + mapName + "'"
                + (map.getName().equals(mapName) ? "" : ", which is configured as '" + map.getName() + "',")
                + " holds the records of children and must keep them";
        boolean evicts = map.getEvictionConfig().getEvictionPolicy() != EvictionPolicy.NONE;
        if (evicts
                || map.getTimeToLiveSeconds() > 0
                || map.getMaxIdleSeconds() > 0
                || map.getNearCacheConfig() != null) {
            throw new UnfitHazelcastException(
                    Reason.LOSES_RECORDS,
                    records + ": configure it without eviction, time-to-live, max-idle and near cache");
        }
        boolean mergesOtherwise = !RecordMergePolicy.class
                .getName()
                .equals(map.getMergePolicyConfig().getPolicy());
        if (mergesOtherwise || map.getBackupCount() < Math.min(1, backupCount)) {
            throw new UnfitHazelcastException(
                    Reason.LOSES_RECORDS,
                    records
                            + " when a node is lost and when a split ends: remove it from the configuration of Hazelcast, or"
                            + " configure it by its whole name, with a backup and the merge policy "
                            + RecordMergePolicy.class.getName());
        }
    }

    private static void refuseOtherStore(MapConfig map, boolean wanted) {
        boolean stored = map.getMapStoreConfig().getProperty(STORED) != null;
        if (stored && !wanted) {
            throw new UnfitHazelcastException(
                    Reason.OTHER_STORE,
                    "the other nodes store the records of '" + map.getName()
                            + "' and this node has no store: give all nodes the same store");
        }
        if (wanted && !stored) {
            throw new UnfitHazelcastException(
                    Reason.OTHER_STORE,
                    "the Hazelcast map '" + map.getName()
                            + "' is in use without a store, or configured by the application: remove it from the configuration"
                            + " of Hazelcast, and stop all nodes before a store is switched on");
        }
    }
}

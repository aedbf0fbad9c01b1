package io.github.distributedsupervisor.internal.cluster;

import com.hazelcast.cluster.Address;
import io.github.distributedsupervisor.internal.messaging.Transport;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The nodes that have confirmed this one: what they say of it counts when it does not know itself. Any thread. */
final class Witnesses {

    private final Transport transport;
    private final ConcurrentMap<String, Address> addresses = new ConcurrentHashMap<>();

    Witnesses(Transport transport) {
        this.transport = transport;
    }

    void add(String node, Address address) {
        addresses.put(node, address);
    }

    boolean include(String node) {
        return addresses.containsKey(node);
    }

    boolean isEmpty() {
        return addresses.isEmpty();
    }

    void forgetAllBut(Set<String> present) {
        addresses.keySet().retainAll(present);
    }

    /**
     * Asks all whether this node is still a member of theirs.
     *
     * @param refused runs for each that says no
     * @param agreed runs when all have said yes
     */
    void ask(Runnable refused, Runnable agreed) {
        AtomicInteger missing = new AtomicInteger(addresses.size());
        addresses
                .values()
                .forEach(address -> transport
                        .isMemberFor(address)
                        .whenCompleteAsync(
                                (member, failure) -> {
                                    if (Boolean.FALSE.equals(member)) {
                                        refused.run();
                                    } else if (member != null && missing.decrementAndGet() == 0) {
                                        agreed.run();
                                    }
                                },
                                Runnable::run));
    }
}

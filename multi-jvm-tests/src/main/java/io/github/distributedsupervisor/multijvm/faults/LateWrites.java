package io.github.distributedsupervisor.multijvm.faults;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Writes of the children of a process that are already on their way to a resource, in the hands of a driver or of the
 * operating system, when the process is paused: nothing in the cluster can hold them back, only the resource can refuse
 * them. A thread of the process takes one running child after the other, waits a little, and writes for it what it knew
 * before the wait. The children themselves never wait for it.
 */
final class LateWrites {

    private static final long ON_THE_WAY_MILLIS = 20;

    private final Map<String, Long> running = new ConcurrentHashMap<>();
    private final Queue<Map.Entry<String, Long>> fresh = new ConcurrentLinkedQueue<>();

    /** An instance runs; its first write overtakes all that are due. */
    void begin(String name, long incarnation) {
        running.put(name, incarnation);
        fresh.add(Map.entry(name, incarnation));
    }

    void end(String name, long incarnation) {
        running.remove(name, incarnation);
    }

    /** Writes until the ledger is gone. */
    void run(LedgerClient ledger) throws IOException, InterruptedException {
        ArrayDeque<Map.Entry<String, Long>> due = new ArrayDeque<>();
        while (true) {
            for (Map.Entry<String, Long> first = fresh.poll(); first != null; first = fresh.poll()) {
                ledger.write(first.getKey(), first.getValue());
            }
            if (due.isEmpty()) {
                due.addAll(running.entrySet());
            }
            Map.Entry<String, Long> write = due.poll();
            Thread.sleep(ON_THE_WAY_MILLIS);
            if (write != null) {
                ledger.write(write.getKey(), write.getValue());
            }
        }
    }
}

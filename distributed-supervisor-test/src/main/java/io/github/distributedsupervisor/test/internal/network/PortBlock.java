package io.github.distributedsupervisor.test.internal.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of one node: the first for its member to listen on, the second for what others connect to, the last to show other
 * virtual machines that the block is taken, also while the node is stopped, the rest for the connections it makes itself, by
 * which it is known. Below the ports that systems give to connections without a wish, so that no foreign connection takes one.
 */
final class PortBlock {

    private static final int SIZE = 128;
    private static final int FIRST = 10_240;
    private static final int BLOCKS = (32_768 - FIRST) / SIZE;
    private static final int ATTEMPTS = 1_000;

    private final int first;
    private final ServerSocket sign;

    private PortBlock(int first, ServerSocket sign) {
        this.first = first;
        this.sign = sign;
    }

    static PortBlock reserve() {
        for (int i = 0; i < ATTEMPTS; i++) {
            int first = FIRST + SIZE * ThreadLocalRandom.current().nextInt(BLOCKS);
            try {
                ServerSocket sign = listen(first + SIZE - 1);
                if (free(first) && free(first + 1)) {
                    return new PortBlock(first, sign);
                }
                sign.close();
            } catch (IOException e) {
                // somebody has it
            }
        }
        throw new IllegalStateException("no free ports between " + FIRST + " and 32767 on this machine");
    }

    private static boolean free(int port) {
        try (ServerSocket socket = listen(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
    }

    void release() {
        try {
            sign.close();
        } catch (IOException e) {
            // it is closed
        }
    }

    int memberPort() {
        return first;
    }

    int entrancePort() {
        return first + 1;
    }

    String outboundPorts() {
        return (first + 2) + "-" + (first + SIZE - 2);
    }

    boolean makes(int port) {
        return port > first + 1 && port < first + SIZE - 1;
    }
}

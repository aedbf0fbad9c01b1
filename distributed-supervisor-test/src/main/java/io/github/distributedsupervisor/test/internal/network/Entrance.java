package io.github.distributedsupervisor.test.internal.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Where other members connect to a node: the address that its member advertises. */
final class Entrance implements AutoCloseable {

    private static final int BACKLOG = 50;
    private static final long PATIENCE_MILLIS = 5_000;

    private final LoopbackNetwork network;
    private final int node;
    private final PortBlock ports;
    private final ServerSocket socket;
    private final Thread thread;

    Entrance(LoopbackNetwork network, int node, PortBlock ports) throws IOException {
        this.network = network;
        this.node = node;
        this.ports = ports;
        this.socket = new ServerSocket();
        socket.setReuseAddress(true); // a node that is started again has the address it had
        this.thread = new Thread(this::acceptAll, "entrance-" + node);
        thread.setDaemon(true);
        socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), ports.entrancePort()), BACKLOG);
    }

    void open() {
        thread.start();
    }

    private void acceptAll() {
        while (!socket.isClosed()) {
            try {
                accept(socket.accept());
            } catch (IOException e) {
                // closed, or a caller that is gone already
            }
        }
    }

    private void accept(Socket caller) throws IOException {
        int from = network.nodeThatMakes(caller.getPort());
        if (network.isCut(from, node)) {
            Wire.reset(caller);
            return;
        }
        Socket callee = new Socket();
        try {
            callee.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), ports.memberPort()));
            caller.setTcpNoDelay(true);
            callee.setTcpNoDelay(true);
            network.add(new Wire(network, from, node, caller, callee), from, node);
        } catch (IOException e) {
            Wire.reset(caller);
            Wire.reset(callee);
            throw e;
        }
    }

    /** A port is free again only when the thread that accepted on it has noticed that it is closed. Not under the network's lock. */
    void awaitClosed() {
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // it is closed
        }
    }
}

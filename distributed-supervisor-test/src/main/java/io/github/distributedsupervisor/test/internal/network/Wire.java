package io.github.distributedsupervisor.test.internal.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Set;

/** One connection of a member to another: two sockets and what is carried between them. */
final class Wire {

    private static final int BUFFER = 64 * 1024;

    private final LoopbackNetwork network;
    private final int from;
    private final int to;
    private final Socket caller;
    private final Socket callee;

    Wire(LoopbackNetwork network, int from, int to, Socket caller, Socket callee) {
        this.network = network;
        this.from = from;
        this.to = to;
        this.caller = caller;
        this.callee = callee;
    }

    void carry() {
        pump(caller, callee, "request");
        pump(callee, caller, "reply");
    }

    boolean touches(int node) {
        return from == node || to == node;
    }

    boolean joins(Set<Integer> pair) {
        return from != to && pair.contains(from) && pair.contains(to);
    }

    private void pump(Socket source, Socket sink, String direction) {
        Thread thread = new Thread(
                () -> {
                    try {
                        carry(source.getInputStream(), sink.getOutputStream());
                    } catch (IOException e) {
                        // closed by a member or by the test: either way both ends are closed below
                    }
                    network.awaitFlow(from, to); // who sees nothing does not see the end either
                    network.remove(this);
                    close(caller);
                    close(callee);
                },
                "wire-" + from + "-" + to + "-" + direction);
        thread.setDaemon(true);
        thread.start();
    }

    private void carry(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int count = in.read(buffer);
        while (count >= 0 && network.awaitFlow(from, to)) {
            out.write(buffer, 0, count);
            count = in.read(buffer);
        }
    }

    /** Closes both ends, so that the members see it at once; what was on its way is lost. */
    void reset() {
        reset(caller);
        reset(callee);
    }

    static void reset(Socket socket) {
        try {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
            }
        } catch (IOException e) {
            // it is closed
        }
        close(socket);
    }

    /** Lets the other end read what was sent before. */
    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is closed
        }
    }
}

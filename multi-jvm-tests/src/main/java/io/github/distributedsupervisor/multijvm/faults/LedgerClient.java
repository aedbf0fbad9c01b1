package io.github.distributedsupervisor.multijvm.faults;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes to a resource outside the cluster, which refuses what is older than what it has seen. */
final class LedgerClient {

    private final SocketChannel channel;
    private final ByteBuffer answer = ByteBuffer.allocate(1);

    LedgerClient(Path socket) throws IOException {
        this.channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    }

    /** Blocks; whether the write was accepted. Not from a thread that may be interrupted. */
    synchronized boolean write(String name, long incarnation) throws IOException {
        ByteBuffer line = ByteBuffer.wrap((name + " " + incarnation + "\n").getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
            channel.write(line);
        }
        answer.clear();
        if (channel.read(answer) != 1) {
            throw new IOException("the ledger has closed");
        }
        return answer.get(0) == '+';
    }
}

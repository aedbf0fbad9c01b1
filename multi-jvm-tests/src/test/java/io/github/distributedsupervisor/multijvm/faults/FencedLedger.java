package io.github.distributedsupervisor.multijvm.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A resource outside the cluster that no cut of the network reaches: it takes writes of (name, incarnation) over a socket in
 * the file system, and refuses those that are older than the newest it has seen of the name.
 */
final class FencedLedger implements AutoCloseable {

    private final Path socket;
    private final ServerSocketChannel server;
    private final Map<String, Long> newest = new ConcurrentHashMap<>();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /** @param socket the file; a short path, as the system wants it */
    FencedLedger(Path socket) throws IOException {
        this.socket = socket;
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        start(this::accept, "ledger");
    }

    private static void start(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                start(() -> serve(client), "ledger of a node");
            }
        } catch (ClosedChannelException e) {
            // closed
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(SocketChannel client) {
        try (BufferedReader lines = new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int space = line.indexOf(' ');
                boolean fresh = write(line.substring(0, space), Long.parseLong(line.substring(space + 1)));
                client.write(ByteBuffer.wrap(new byte[] {(byte) (fresh ? '+' : '-')}));
            }
        } catch (IOException e) {
            // the node was killed
        }
    }

    /** Whether the write is not older than the newest of its name. */
    boolean write(String name, long incarnation) {
        boolean fresh = newest.merge(name, incarnation, Math::max) == incarnation;
        (fresh ? accepted : refused).incrementAndGet();
        return fresh;
    }

    long accepted() {
        return accepted.get();
    }

    long refused() {
        return refused.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(socket);
    }
}

package io.github.distributedsupervisor.sample.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Finds a port for this process that no other has or is about to take. */
final class ServerPort {

    private static final int ATTEMPTS = 100;

    /** Held until the process ends: they keep others off the port while the server is not listening yet. */
    private static final List<FileChannel> claims = new ArrayList<>();

    private ServerPort() {}

    /** The first free port from {@code first} on. */
    static int claim(int first) {
        Path directory = Path.of(System.getProperty("java.io.tmpdir"));
        for (int port = first; port < first + ATTEMPTS; port++) {
            if (isFree(port) && claimed(directory.resolve("ticker-wall-" + port + ".lock"))) {
                return port;
            }
        }
        throw new IllegalStateException(
                "no port from " + first + " to " + (first + ATTEMPTS - 1) + " is free; name one by --server.port");
    }

    private static boolean isFree(int port) {
        return canListen(new InetSocketAddress(port))
                && canListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private static boolean canListen(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(address);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static synchronized boolean claimed(Path file) {
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException noLockFile) {
            return true; // another user's file, say: then the port itself has to decide
        }
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                claims.add(channel);
                return true;
            }
            channel.close();
        } catch (IOException | OverlappingFileLockException heldByAnother) {
            closeQuietly(channel);
        }
        return false;
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException nothingToDo) {
            // the claim was not made, which is all that counts
        }
    }
}

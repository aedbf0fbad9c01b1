package io.github.distributedsupervisor.multijvm.faults;

import io.github.distributedsupervisor.ChildStore;
import io.github.distributedsupervisor.StoredChild;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A file for each child, in a directory that all processes of the machine share. */
final class FileChildStore implements ChildStore {

    private static final String LOCK = ".lock";

    private final Path directory;
    private final FaultPoints points;
    private final FileChannel lock;

    private record Kept(boolean removed, long incarnation, long revision, byte[] content) {}

    /** @param points where a save can be told to wait, after it is done */
    FileChildStore(Path directory, FaultPoints points) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.points = points;
        this.lock = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    @Override
    public Set<String> names() {
        try (Stream<Path> files = Files.list(directory)) {
            Set<String> names = new HashSet<>();
            files.map(file -> file.getFileName().toString())
                    .filter(file -> !file.startsWith("."))
                    .forEach(names::add);
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, byte[]> load(Collection<String> names) {
        Map<String, byte[]> contents = new HashMap<>();
        for (String name : names) {
            Kept kept = read(name);
            if (kept != null) {
                contents.put(name, kept.content());
            }
        }
        return contents;
    }

    @Override
    public void save(StoredChild child) {
        exclusively(() -> {
            Kept kept = read(child.name());
            if (kept == null || isOlder(kept, child)) {
                write(child);
            }
        });
        for (FaultPoint point : FaultPoint.values()) {
            if (point.name().equals("SAVING_" + child.phase())) {
                points.reach(point, child.name());
            }
        }
    }

    private static boolean isOlder(Kept kept, StoredChild child) {
        return kept.incarnation() < child.incarnation()
                || (kept.incarnation() == child.incarnation() && kept.revision() < child.revision());
    }

    @Override
    public void forget(String name) {
        exclusively(() -> {
            Kept kept = read(name);
            if (kept != null && kept.removed()) {
                Files.delete(directory.resolve(name));
            }
        });
    }

    private interface Action {
        void run() throws IOException;
    }

    private synchronized void exclusively(Action action) {
        try {
            FileLock held = lock.lock();
            try {
                action.run();
            } finally {
                held.release();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable Kept read(String name) {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(directory.resolve(name)))) {
            return new Kept(in.readBoolean(), in.readLong(), in.readLong(), in.readAllBytes());
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(StoredChild child) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeBoolean(child.removed());
        out.writeLong(child.incarnation());
        out.writeLong(child.revision());
        out.write(child.content());
        Path unfinished = directory.resolve("." + child.name());
        Files.write(unfinished, bytes.toByteArray());
        Files.move(unfinished, directory.resolve(child.name()), StandardCopyOption.ATOMIC_MOVE);
    }
}

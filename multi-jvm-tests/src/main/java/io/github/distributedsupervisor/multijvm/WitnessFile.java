package io.github.distributedsupervisor.multijvm;

import io.github.distributedsupervisor.test.WitnessLog;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The append-only file of one process. Each line is one write to the operating system, so a killed process loses none. Not
 * a FileChannel, which an interrupted child would close for all others.
 */
public final class WitnessFile {

    private final OutputStream out;

    /** Opens or creates the file. */
    public WitnessFile(Path file) throws IOException {
        this.out = new FileOutputStream(file.toFile(), true);
    }

    /** Writes a line; the detail, empty or beginning with a space, ends it. */
    public void write(String name, long incarnation, WitnessLog.Event event, long count, String detail) {
        String line = WitnessLog.line(System.nanoTime(), name, incarnation, event, count) + detail + "\n";
        try {
            out.write(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

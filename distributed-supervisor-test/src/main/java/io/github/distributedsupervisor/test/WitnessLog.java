package io.github.distributedsupervisor.test;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A referee outside the cluster. Each instance of a child writes lines into an append-only file of its process; this
 * class reads the files of all processes and says whether a name ever had two instances at once, how long it had none,
 * and whether its incarnations grew.
 *
 * <p>A line is {@code <nanos> <name> <incarnation> <event> <count>}, perhaps with more words. The nanoseconds come from
 * one clock for all writers: {@link System#nanoTime()} of the processes of one machine is such a clock on Linux, macOS
 * and Windows. The count is the state of the child, such as the number of messages it has handled. A last line without
 * an end, as a killed process may leave it, is ignored.
 *
 * <p>An instance is known to have lived from its start to its last line. Not for use by several threads at once.
 */
public final class WitnessLog {

    /** The end of the names of the files that {@link #read} reads. */
    public static final String SUFFIX = ".witness";

    private final Map<String, Map<Long, Life>> lives = new TreeMap<>();
    private final List<String> regressions = new ArrayList<>();

    /** What an instance does. */
    public enum Event {
        /** The first line of an instance. */
        START,
        /** It lives. */
        TICK,
        /** It handles a call. */
        CALL,
        /** It has been told to stop: its last line. */
        STOP
    }

    /**
     * Two instances of one name at the same time.
     *
     * @param name the name
     * @param older the incarnation that had started first
     * @param newer the incarnation that started while the older one lived
     * @param duration from the start of the newer one to the last line of the older one
     */
    public record Overlap(String name, long older, long newer, Duration duration) {}

    /**
     * The change from one instance of a name to the next.
     *
     * @param name the name
     * @param older the incarnation that ended
     * @param newer the incarnation that took over
     * @param gap from the last line of the older one to the start of the newer one
     * @param graceful whether the older one had been told to stop; otherwise it vanished
     * @param stateKept whether the newer one started with the count that the older one ended with
     */
    public record Succession(String name, long older, long newer, Duration gap, boolean graceful, boolean stateKept) {}

    private static final class Life {
        private final long incarnation;
        private long start = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;
        private long firstCount;
        private long lastCount;
        private boolean started;
        private boolean stopped;

        private Life(long incarnation) {
            this.incarnation = incarnation;
        }
    }

    /** A log without lines. */
    public WitnessLog() {}

    /**
     * Writes one line, without an end of line.
     *
     * @param nanos the time
     * @param name the child's name
     * @param incarnation the incarnation of the instance
     * @param event what it does
     * @param count its state
     * @return the line
     */
    public static String line(long nanos, String name, long incarnation, Event event, long count) {
        return nanos + " " + name + " " + incarnation + " " + event.name().toLowerCase(Locale.ROOT) + " " + count;
    }

    /**
     * Reads all files of a directory whose names end with {@link #SUFFIX}.
     *
     * @param directory the directory
     * @return their lines, analyzed
     * @throws IOException when a file cannot be read
     */
    public static WitnessLog read(Path directory) throws IOException {
        WitnessLog log = new WitnessLog();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : files) {
                try (BufferedReader reader = Files.newBufferedReader(file)) {
                    log.addAll(reader, endsWithLine(file));
                }
            }
        }
        return log;
    }

    private static boolean endsWithLine(Path file) throws IOException {
        long size = Files.size(file);
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            ByteBuffer end = ByteBuffer.allocate(1);
            return size == 0 || (channel.position(size - 1).read(end) == 1 && end.get(0) == '\n');
        }
    }

    private void addAll(BufferedReader reader, boolean complete) throws IOException {
        String line = reader.readLine();
        while (line != null) {
            String next = reader.readLine();
            if (next != null || complete) {
                add(line);
            }
            line = next;
        }
    }

    /**
     * Adds one line. The lines of one instance come in the order they were written; otherwise the order does not matter.
     *
     * @param line the line
     * @throws IllegalArgumentException when it is none
     */
    public void add(String line) {
        String[] words = line.split(" ");
        if (words.length < 5) {
            throw new IllegalArgumentException("not a line of a witness: " + line);
        }
        long nanos = Long.parseLong(words[0]);
        long incarnation = Long.parseLong(words[2]);
        Event event = Event.valueOf(words[3].toUpperCase(Locale.ROOT));
        add(nanos, words[1], incarnation, event, Long.parseLong(words[4]));
    }

    private void add(long nanos, String name, long incarnation, Event event, long count) {
        Life life = lives.computeIfAbsent(name, each -> new HashMap<>()).computeIfAbsent(incarnation, Life::new);
        if (event == Event.START) {
            if (life.started) {
                regressions.add(name + ": incarnation " + incarnation + " started twice");
            }
            life.started = true;
            life.firstCount = count;
        }
        life.stopped |= event == Event.STOP;
        life.start = Math.min(life.start, nanos);
        if (nanos >= life.last) {
            life.last = nanos;
            life.lastCount = count;
        }
    }

    /**
     * The names that ever had an instance.
     *
     * @return sorted
     */
    public Collection<String> names() {
        return new TreeSet<>(lives.keySet());
    }

    /**
     * Where two instances of one name lived at the same time.
     *
     * @return each instance once, with the one that lived longest before it
     */
    public List<Overlap> overlaps() {
        List<Overlap> overlaps = new ArrayList<>();
        for (Map.Entry<String, Map<Long, Life>> entry : lives.entrySet()) {
            Life longest = null;
            for (Life life : byStart(entry.getValue())) {
                if (longest != null && longest.last > life.start) {
                    Duration duration = Duration.ofNanos(Math.min(longest.last, life.last) - life.start);
                    overlaps.add(new Overlap(entry.getKey(), longest.incarnation, life.incarnation, duration));
                }
                longest = longest == null || life.last > longest.last ? life : longest;
            }
        }
        return overlaps;
    }

    /**
     * Where an incarnation was not greater than all before it.
     *
     * @return for people
     */
    public List<String> regressions() {
        List<String> found = new ArrayList<>(regressions);
        for (Map.Entry<String, Map<Long, Life>> entry : lives.entrySet()) {
            long highest = Long.MIN_VALUE;
            for (Life life : byStart(entry.getValue())) {
                if (life.incarnation < highest) {
                    found.add(entry.getKey() + ": incarnation " + life.incarnation + " started after " + highest);
                }
                highest = Math.max(highest, life.incarnation);
            }
        }
        return found;
    }

    /**
     * The names that show no life any more.
     *
     * @param nanos the end of the last fault, and what it may take to repair it
     * @param expected the names that should live
     * @return those without a line after that time, and those that were stopped and not started again
     */
    public List<String> lost(long nanos, Collection<String> expected) {
        List<String> lost = new ArrayList<>();
        for (String name : new TreeSet<>(expected)) {
            boolean lives = this.lives.getOrDefault(name, Map.of()).values().stream()
                    .anyMatch(life -> life.last > nanos && !life.stopped);
            if (!lives) {
                lost.add(name);
            }
        }
        return lost;
    }

    /**
     * The changes from one instance to the next, overlapping ones left out.
     *
     * @return by name, then by time
     */
    public List<Succession> successions() {
        List<Succession> successions = new ArrayList<>();
        for (Map.Entry<String, Map<Long, Life>> entry : lives.entrySet()) {
            @Nullable Life older = null;
            for (Life newer : byStart(entry.getValue())) {
                if (older != null && older.last <= newer.start) {
                    Duration gap = Duration.ofNanos(newer.start - older.last);
                    boolean kept = older.lastCount == newer.firstCount;
                    successions.add(new Succession(
                            entry.getKey(), older.incarnation, newer.incarnation, gap, older.stopped, kept));
                }
                older = newer;
            }
        }
        return successions;
    }

    /**
     * How long names had no instance.
     *
     * @param successions some of {@link #successions}
     * @param fraction 0.5 for the median, 1 for the greatest
     * @return zero when there are none
     */
    public static Duration gap(Collection<Succession> successions, double fraction) {
        List<Duration> sorted =
                successions.stream().map(Succession::gap).sorted().toList();
        int rank = (int) Math.ceil(fraction * sorted.size());
        return sorted.isEmpty() ? Duration.ZERO : sorted.get(Math.max(0, rank - 1));
    }

    private static List<Life> byStart(Map<Long, Life> lives) {
        return lives.values().stream()
                .sorted(Comparator.comparingLong((Life life) -> life.start).thenComparingLong(life -> life.incarnation))
                .toList();
    }
}

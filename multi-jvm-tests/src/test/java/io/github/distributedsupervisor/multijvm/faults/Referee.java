package io.github.distributedsupervisor.multijvm.faults;

import io.github.distributedsupervisor.test.WitnessLog;
import io.github.distributedsupervisor.test.WitnessLog.Event;
import java.io.BufferedReader;
import java.io.IOException;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Judges what the processes of a cluster have written, as {@link WitnessLog} does, but knows which process wrote it and when
 * that was paused: a paused instance does not live, and one that handles something after its process goes on lives again.
 * An instance is known to live from its first line to its last, the line of its stop included; after a pause that line
 * alone is no life, because somebody who was replaced has to stop.
 */
final class Referee {

    private static final long SILENT_NANOS = 3_000_000_000L;

    private final Map<String, List<Pause>> pauses = new HashMap<>();
    private final Map<String, Map<String, Life>> lives = new TreeMap<>();
    private final List<String> doubleStarts = new ArrayList<>();

    /**
     * When a process could do nothing.
     *
     * @param process its name and id, as in the name of its file
     * @param stopped a moment when it was paused already
     * @param resumed a moment when it was still paused
     */
    record Pause(String process, long stopped, long resumed) {}

    /** Two instances of a name lived at the same time. */
    record Overlap(String name, Instance older, Instance newer, long from, long to, boolean afterPause) {
        Duration duration() {
            return Duration.ofNanos(to - from);
        }
    }

    /** An instance and where it ran. */
    record Instance(long incarnation, String process) {}

    /** A name had no instance. */
    record Gap(String name, long from, long to, boolean graceful) {
        Duration duration() {
            return Duration.ofNanos(to - from);
        }
    }

    /**
     * What an instance did.
     *
     * @param began when it began to, as far as it says
     * @param due when it was to begin, as far as it says
     */
    private record Line(long nanos, Event event, long began, long due) {}

    /** One stretch of time in which an instance lived, without a pause in it. */
    private static final class Stretch {
        private final Life life;
        private final @Nullable Pause before;
        private final long from;
        private long to;
        private int handled;
        private boolean firstWasDue;
        private boolean stopped;

        private Stretch(Life life, long from, @Nullable Pause before) {
            this.life = life;
            this.from = from;
            this.to = from;
            this.before = before;
        }

        private boolean resumed() {
            return before != null;
        }

        /** Counts what it handled after a pause, unless its process was paused in the middle of that. */
        private void handled(Line line) {
            if (before != null && line.began >= before.stopped()) {
                firstWasDue |= handled == 0 && line.due < before.stopped();
                handled++;
            }
        }
    }

    private static final class Life {
        private final Instance instance;
        private final long start;
        private final List<Stretch> stretches = new ArrayList<>();
        private int nextPause;
        private boolean started;
        private boolean stopped;

        private Life(Instance instance, long start) {
            this.instance = instance;
            this.start = start;
        }

        private Stretch latest() {
            return stretches.get(stretches.size() - 1);
        }
    }

    Referee(Collection<Pause> known) {
        for (Pause pause : known) {
            pauses.computeIfAbsent(pause.process(), each -> new ArrayList<>()).add(pause);
        }
        pauses.values().forEach(each -> each.sort(Comparator.comparingLong(Pause::stopped)));
    }

    /** Reads the files of all processes; a line that was cut off by the end of its process is ignored. */
    static Referee read(Path directory, Collection<Pause> pauses) throws IOException {
        Referee referee = new Referee(pauses);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + WitnessLog.SUFFIX)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                String process = name.substring(0, name.length() - WitnessLog.SUFFIX.length());
                try (BufferedReader reader = Files.newBufferedReader(file)) {
                    String line = reader.readLine();
                    for (String next = reader.readLine(); next != null; next = reader.readLine()) {
                        referee.add(process, line);
                        line = next;
                    }
                }
            }
        }
        return referee;
    }

    /** Adds a line; those of one process come in the order they were written. */
    void add(String process, String line) {
        String[] words = line.split(" ");
        long nanos = Long.parseLong(words[0]);
        Instance instance = new Instance(Long.parseLong(words[2]), process);
        Event event = Event.valueOf(words[3].toUpperCase(Locale.ROOT));
        String key = words[2] + "@" + process;
        Life life = lives.computeIfAbsent(words[1], each -> new HashMap<>())
                .computeIfAbsent(key, each -> new Life(instance, nanos));
        if (event == Event.START && !life.stretches.isEmpty()) {
            doubleStarts.add(words[1] + ": incarnation " + words[2] + " started twice on " + process);
        }
        String last = words[words.length - 1];
        add(life, new Line(nanos, event, nanosIn(last, "began=", nanos), nanosIn(last, "due=", nanos)));
    }

    private static long nanosIn(String word, String prefix, long otherwise) {
        return word.startsWith(prefix) ? Long.parseLong(word.substring(prefix.length())) : otherwise;
    }

    private void add(Life life, Line line) {
        long nanos = line.nanos;
        Event event = line.event;
        List<Pause> known = pauses.getOrDefault(life.instance.process(), List.of());
        boolean resumes = false;
        while (life.nextPause < known.size() && known.get(life.nextPause).stopped() < nanos) {
            resumes |= !life.stretches.isEmpty()
                    && life.latest().to <= known.get(life.nextPause).stopped();
            life.nextPause++;
        }
        life.started |= event == Event.START;
        life.stopped |= event == Event.STOP;
        if (resumes && event != Event.STOP) {
            Pause pause = known.get(life.nextPause - 1);
            life.stretches.add(new Stretch(life, pause.resumed(), pause));
        } else if (life.stretches.isEmpty()) {
            life.stretches.add(new Stretch(life, nanos, null));
        }
        Stretch latest = life.latest();
        boolean onlyStops = event == Event.STOP && (resumes || latest.resumed());
        if (!onlyStops) {
            latest.to = Math.max(latest.to, nanos);
            latest.stopped |= event == Event.STOP;
            if (event != Event.START) {
                latest.handled(line);
            }
        }
    }

    /** All names that ever had an instance. */
    Set<String> names() {
        return new TreeSet<>(lives.keySet());
    }

    /** Each pair of stretches of different instances of a name that share some time. */
    List<Overlap> overlaps() {
        List<Overlap> overlaps = new ArrayList<>();
        for (Map.Entry<String, Map<String, Life>> entry : lives.entrySet()) {
            List<Stretch> stretches = stretchesOf(entry.getValue());
            for (int i = 0; i < stretches.size(); i++) {
                Stretch older = stretches.get(i);
                for (int j = i + 1; j < stretches.size() && stretches.get(j).from < older.to; j++) {
                    Stretch newer = stretches.get(j);
                    if (newer.life != older.life) {
                        overlaps.add(new Overlap(
                                entry.getKey(),
                                older.life.instance,
                                newer.life.instance,
                                newer.from,
                                Math.min(older.to, newer.to),
                                newer.resumed()));
                    }
                }
            }
        }
        return overlaps;
    }

    private static List<Stretch> stretchesOf(Map<String, Life> lives) {
        return lives.values().stream()
                .flatMap(life -> life.stretches.stream())
                .sorted(Comparator.comparingLong(stretch -> stretch.from))
                .toList();
    }

    /** When names had no instance, between two times that they had one. */
    List<Gap> gaps() {
        List<Gap> gaps = new ArrayList<>();
        for (Map.Entry<String, Map<String, Life>> entry : lives.entrySet()) {
            Stretch last = null;
            for (Stretch stretch : stretchesOf(entry.getValue())) {
                if (last != null && last.to < stretch.from) {
                    gaps.add(new Gap(entry.getKey(), last.to, stretch.from, last.stopped));
                }
                last = last == null || stretch.to > last.to ? stretch : last;
            }
        }
        return gaps;
    }

    /** Where an incarnation was not greater than all that started before it. */
    List<String> regressions() {
        List<String> found = new ArrayList<>(doubleStarts);
        for (Map.Entry<String, Map<String, Life>> entry : lives.entrySet()) {
            long highest = Long.MIN_VALUE;
            for (Life life : byStart(entry.getValue())) {
                long incarnation = life.instance.incarnation();
                if (incarnation <= highest) {
                    found.add(entry.getKey() + ": incarnation " + incarnation + " on " + life.instance.process()
                            + " started after " + highest);
                }
                highest = Math.max(highest, incarnation);
            }
        }
        return found;
    }

    private static List<Life> byStart(Map<String, Life> lives) {
        return lives.values().stream()
                .sorted(Comparator.comparingLong(life -> life.start))
                .toList();
    }

    /** The expected names that show no life after a time. */
    List<String> lost(long nanos, Collection<String> expected) {
        return expected.stream()
                .filter(name -> alive(name, nanos) == 0)
                .sorted()
                .toList();
    }

    /** The names that have several instances after a time. */
    List<String> several(long nanos) {
        return lives.keySet().stream().filter(name -> alive(name, nanos) > 1).toList();
    }

    private long alive(String name, long nanos) {
        return lives.getOrDefault(name, Map.of()).values().stream()
                .filter(life -> life.latest().to > nanos && !life.stopped)
                .count();
    }

    /** Instances that were silent long before the last line of their process, without the line of a stop. */
    List<String> endedWithoutStop() {
        Map<String, Long> lastLines = new HashMap<>();
        forEachLife((name, life) -> lastLines.merge(life.instance.process(), life.latest().to, Math::max));
        List<String> found = new ArrayList<>();
        forEachLife((name, life) -> {
            long silent = lastLines.getOrDefault(life.instance.process(), 0L) - life.latest().to;
            if (!life.stopped && silent > SILENT_NANOS && !goesOn(name, life)) {
                found.add(name + ": " + life.instance + " ended without a stop");
            }
        });
        return found;
    }

    /** Whether the same object lives under the incarnation that a merge has given it: that one has no start. */
    private boolean goesOn(String name, Life life) {
        return lives.get(name).values().stream()
                .anyMatch(other -> !other.started
                        && other.instance.process().equals(life.instance.process())
                        && other.start >= life.latest().to);
    }

    private void forEachLife(BiConsumer<String, Life> action) {
        lives.forEach((name, sameName) -> sameName.values().forEach(life -> action.accept(name, life)));
    }

    /**
     * What instances have handled after the pause of their process although they had been replaced during it. What they had
     * in hand when they were paused does not count: what says itself that it had begun, and a tick that was due before the
     * pause and is all that the process handled after it. Its node looks at the lease before each thing that a child does,
     * and can be paused right after that, before the child can tell that it has begun. Two of these at one pause count.
     */
    int handledByReplaced() {
        Map<Pause, List<Stretch>> replaced = new HashMap<>();
        for (Map<String, Life> sameName : lives.values()) {
            for (Stretch stretch : stretchesOf(sameName)) {
                if (stretch.before != null && stretch.handled > 0 && wasReplaced(stretch, sameName.values())) {
                    replaced.computeIfAbsent(stretch.before, each -> new ArrayList<>())
                            .add(stretch);
                }
            }
        }
        return replaced.values().stream().mapToInt(Referee::handledBy).sum();
    }

    private static boolean wasReplaced(Stretch stretch, Collection<Life> sameName) {
        return sameName.stream().anyMatch(other -> other.start > stretch.life.start && other.start < stretch.from);
    }

    private static int handledBy(List<Stretch> afterOnePause) {
        int handled =
                afterOnePause.stream().mapToInt(stretch -> stretch.handled).sum();
        return handled == 1 && afterOnePause.get(0).firstWasDue ? 0 : handled;
    }
}

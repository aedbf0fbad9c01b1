package io.github.distributedsupervisor.internal.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.distributedsupervisor.internal.runtime.Reply;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class ForyMessageCodecTest {

    private static final String INTERNAL = "io.github.distributedsupervisor.internal";

    private final ForyMessageCodec codec =
            new ForyMessageCodec(getClass().getClassLoader(), Set.of(INTERNAL + ".messaging", INTERNAL + ".runtime"));

    enum Color {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "green";
            }
        }
    }

    record Point(int x, long y) {}

    record Drawing(
            UUID id, Instant at, String title, Color color, List<Point> points, Map<String, Point> named, Point none) {}

    record Anything(Object value) {}

    record Chain(Chain next) {}

    record Both(Optional<String> text, byte[] bytes, BigDecimal amount) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Both both
                    && text.equals(both.text)
                    && Arrays.equals(bytes, both.bytes)
                    && amount.equals(both.amount);
        }

        @Override
        public int hashCode() {
            return Objects.hash(text, amount);
        }
    }

    static final class Account {
        private final String owner = new String("nobody");
        private final List<Object> entries = new ArrayList<>();
    }

    static Stream<Object> values() {
        return Stream.concat(simpleValues(), Stream.concat(collections(), composed()));
    }

    private static Stream<Object> simpleValues() {
        return Stream.of(
                "",
                "unpaired \ud800",
                false,
                42,
                "text \u00e4\u4e2d\ud83d\ude00",
                'c',
                true,
                (byte) -1,
                (short) 300,
                1 << 30,
                Long.MIN_VALUE,
                1.5f,
                Double.NaN,
                BigDecimal.valueOf(-12345, 3),
                BigInteger.ONE.shiftLeft(200),
                Instant.ofEpochSecond(1, 2),
                Duration.ofNanos(3),
                LocalDate.of(2024, 2, 29),
                LocalTime.NOON,
                LocalDateTime.of(2024, 2, 29, 1, 2),
                ZonedDateTime.of(2024, 2, 29, 1, 2, 3, 4, ZoneId.of("Europe/Berlin")),
                OffsetDateTime.of(2024, 2, 29, 1, 2, 3, 4, ZoneOffset.ofHours(2)),
                Period.ofDays(3),
                Year.of(2024),
                YearMonth.of(2024, 2),
                DayOfWeek.FRIDAY,
                ZoneId.of("Europe/Berlin"),
                ZoneOffset.UTC,
                new UUID(1, 2),
                Locale.GERMANY,
                Currency.getInstance("EUR"),
                new Date(7),
                URI.create("http://a/b?c"),
                BitSet.valueOf(new long[] {5}),
                Color.RED,
                Color.GREEN,
                Optional.empty(),
                Optional.of("x"),
                OptionalInt.of(1),
                OptionalLong.of(2),
                OptionalDouble.empty());
    }

    private static Stream<Object> collections() {
        return Stream.of(
                List.of(),
                List.of(1),
                List.of(1, 2, 3),
                List.of(1, "b", 2.0),
                Map.of(),
                Map.of("a", 1),
                Map.of("a", 1, "b", List.of()),
                Set.of(),
                Set.of(1),
                Set.of(1, 2),
                Arrays.asList(1, null, "c"),
                Arrays.asList(List.of(1), Set.of()),
                Arrays.asList(1, LocalDate.EPOCH),
                new ArrayList<>(Arrays.asList("a", null)),
                new LinkedList<>(List.of(1)),
                new HashMap<>(Collections.singletonMap(null, null)),
                new LinkedHashMap<>(Map.of(1, 2)),
                new TreeMap<>(Map.of("a", 1)),
                new TreeSet<>(Set.of(3, 1)),
                new EnumMap<>(Map.of(Color.RED, 1)),
                EnumSet.of(Color.GREEN),
                EnumSet.noneOf(Color.class),
                new ConcurrentHashMap<>(Map.of(1, 2)),
                new CopyOnWriteArrayList<>(List.of(1)),
                Collections.emptyList(),
                Collections.emptyMap(),
                Collections.singletonList(1),
                Collections.singletonMap(1, 2),
                Collections.unmodifiableList(List.of(1)),
                Collections.unmodifiableMap(Map.of(1, 2)),
                Stream.of(1, 2, 3).toList());
    }

    private static Stream<Object> composed() {
        Point point = new Point(1, 2);
        Drawing drawing = new Drawing(
                new UUID(3, 4), Instant.EPOCH, "t", Color.GREEN, List.of(point, point), Map.of("p", point), null);
        return Stream.of(
                point,
                drawing,
                new Drawing(null, null, null, null, null, null, null),
                List.of(drawing, drawing),
                Map.of("a", drawing),
                Optional.of(point),
                new Anything(null),
                new Anything(new Anything(point)),
                new Anything(List.of(Map.of("k", drawing))),
                new Chain(new Chain(null)),
                new Both(Optional.of("a"), new byte[] {1, 2}, BigDecimal.TEN),
                new Reply.Lost("cause"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void bringsBackAnEqualValueOfTheSameKind(Object value) {
        assertThat(copyOf(value)).isEqualTo(value);
    }

    @Test
    void bringsBackNull() {
        assertThat(codec.decode(codec.encode(null))).isNull();
    }

    @Test
    void bringsBackArrays() {
        assertThat(copyOf(new byte[] {1, -1})).isEqualTo(new byte[] {1, -1});
        assertThat(copyOf(new int[0])).isEqualTo(new int[0]);
        assertThat(copyOf(new long[][] {{1}, {}, {2, 3}})).isEqualTo(new long[][] {{1}, {}, {2, 3}});
        assertThat(copyOf(new String[] {"a", null})).isEqualTo(new String[] {"a", null});
        assertThat(copyOf(new Object[] {1, "b", List.of()})).isEqualTo(new Object[] {1, "b", List.of()});
        assertThat(copyOf(new Point[] {new Point(1, 2)})).isEqualTo(new Point[] {new Point(1, 2)});
    }

    @Test
    void bringsBackQueuesAndSortedCollectionsWithTheirOrder() {
        ArrayDeque<?> queue = (ArrayDeque<?>) copyOf(new ArrayDeque<>(List.of(1, 2)));
        assertThat(queue.toArray()).containsExactly(1, 2);

        TreeSet<Integer> descending = new TreeSet<>(Comparator.reverseOrder());
        descending.addAll(List.of(1, 2, 3));
        assertThat((TreeSet<?>) copyOf(descending)).isEqualTo(descending);
        assertThat(((TreeSet<?>) copyOf(descending)).first()).isEqualTo(3);
    }

    @Test
    void bringsBackClassesThatAreNotRecords() {
        Account account = new Account();
        account.entries.add(new Point(1, 2));

        assertThat(copyOf(account)).usingRecursiveComparison().isEqualTo(account);
    }

    private Object copyOf(Object value) {
        Object copy = codec.decode(codec.encode(value));
        assertThat(copy).hasSameClassAs(value);
        return copy;
    }
}

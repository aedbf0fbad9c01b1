package io.github.distributedsupervisor.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImmutabilityTest {

    record Point(int x, int y) {}

    record Person(String name, UUID id, Point home, Color color) {}

    record Listing(List<String> names) {}

    record Bytes(byte[] content) {}

    record Anything(Object value) {}

    record Money(BigDecimal amount) {}

    record Chain(String value, Chain next) {}

    /** Two records that hold each other. */
    record Left(Right right) {}

    record Right(Left left) {}

    enum Color {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "green";
            }
        }
    }

    static final class Amount extends BigDecimal {
        private static final long serialVersionUID = 1L;

        Amount() {
            super(1);
        }
    }

    static List<Object> immutable() {
        return List.of(
                "text",
                1,
                2L,
                true,
                'c',
                1.5,
                UUID.randomUUID(),
                BigDecimal.ONE,
                BigInteger.TWO,
                Instant.EPOCH,
                Duration.ZERO,
                LocalDate.EPOCH,
                TimeUnit.DAYS,
                Color.RED,
                Color.GREEN,
                new Point(1, 2),
                new Person("name", UUID.randomUUID(), new Point(1, 2), Color.RED),
                new Chain("", null),
                new Left(null));
    }

    static List<Object> perhapsMutable() {
        return List.of(
                new Object(),
                new Date(),
                new byte[0],
                new int[0],
                new ArrayList<>(),
                List.of(new ArrayList<>()),
                Map.of(),
                Optional.of(new Date()),
                new StringBuilder(),
                new Listing(List.of()),
                new Bytes(new byte[0]),
                new Anything("text"),
                new Money(BigDecimal.ONE), // perhaps a subclass of BigDecimal
                new Amount());
    }

    @ParameterizedTest
    @MethodSource("immutable")
    void needsNoCopyOf(Object value) {
        assertThat(Immutability.isImmutable(value)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("perhapsMutable")
    void copies(Object value) {
        assertThat(Immutability.isImmutable(value)).isFalse();
    }
}

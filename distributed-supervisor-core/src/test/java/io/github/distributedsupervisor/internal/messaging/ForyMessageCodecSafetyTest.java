package io.github.distributedsupervisor.internal.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.distributedsupervisor.InvalidMessageException;
import java.io.File;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.Vector;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.fory.Fory;
import org.apache.fory.config.ForyBuilder;
import org.apache.fory.config.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the codec makes of classes that are not allowed and of bytes that are not what they should be. */
@Timeout(120)
class ForyMessageCodecSafetyTest {

    private static final String ALLOWED = "io.github.distributedsupervisor.internal.messaging";
    private static final int SEEDS = 1_000;
    private static final int LARGEST_DEPTH = 100_000;

    private final ForyMessageCodec codec = codec(ALLOWED);
    private final ForyMessageCodec strict = codec("com.acme");

    /** Tells whether it was made. */
    record Witness(int number) {
        static final AtomicInteger MADE = new AtomicInteger();

        Witness {
            MADE.incrementAndGet();
        }
    }

    enum Color {
        RED
    }

    record Anything(Object value) {}

    record Chain(Chain next) {}

    record Order(UUID id, String title, Color color, List<Anything> lines, Map<String, Object> named, byte[] content) {}

    private static ForyMessageCodec codec(String packageName) {
        return new ForyMessageCodec(ForyMessageCodecSafetyTest.class.getClassLoader(), Set.of(packageName));
    }

    static Stream<Arguments> foreign() {
        ClassLoader loader = ForyMessageCodecSafetyTest.class.getClassLoader();
        return Stream.<Object>of(
                        new File("x"),
                        new ProcessBuilder("x"),
                        new Thread("x"),
                        new Random(1),
                        Thread.State.NEW,
                        new File[0],
                        new Thread[][] {{}},
                        Proxy.newProxyInstance(
                                loader, new Class<?>[] {Runnable.class}, (proxy, method, arguments) -> null))
                .map(each -> Arguments.of(each));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void encodesNoForeignClass(Object value) {
        assertThatThrownBy(() -> codec.encode(value))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("messagePackage")
                .hasMessageContaining(value.getClass().getName());
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void encodesNoForeignClassInside(Object value) {
        Stream.of(
                        List.of(value),
                        new ArrayList<>(List.of("a", value)),
                        Map.of("a", value),
                        Optional.of(value),
                        new Object[] {value},
                        new Anything(value),
                        List.of(new Anything(Map.of(1, List.of(value)))))
                .forEach(each ->
                        assertThatThrownBy(() -> codec.encode(each)).isInstanceOf(InvalidMessageException.class));
    }

    /** Classes of the JDK that Fory knows by number and makes without asking. */
    static Stream<Arguments> known() {
        return Stream.<Object>of(
                        Pattern.compile("(a+)+b"),
                        new StringBuilder("a"),
                        new AtomicInteger(1),
                        new AtomicReference<>("a"),
                        new ArrayBlockingQueue<>(3),
                        ByteBuffer.allocateDirect(3),
                        new Vector<>(List.of(1)))
                .map(each -> Arguments.of(each));
    }

    @ParameterizedTest
    @MethodSource("known")
    void makesNoObjectOfAClassThatForyKnowsButTheListDoesNot(Object value) {
        Fory trusting = new ForyBuilder()
                .withLanguage(Language.JAVA)
                .requireClassRegistration(false)
                .withCompatible(true)
                .withRefTracking(false)
                .withDeserializeUnknownClass(false)
                .withTypeChecker((resolver, className) -> true)
                .build();
        for (Object each : List.of(value, List.of(value), new Anything(value), new Object[] {value})) {
            byte[] bytes = trusting.serialize(each);
            assertThatThrownBy(() -> codec.decode(bytes)).isInstanceOf(InvalidMessageException.class);
            assertThatThrownBy(() -> codec.encode(each))
                    .isInstanceOf(InvalidMessageException.class)
                    .hasMessageContaining(value.getClass().getName());
        }
    }

    static Stream<Arguments> witnesses() {
        Witness witness = new Witness(1);
        return Stream.<Object>of(
                        witness,
                        List.of(witness),
                        List.of("a", witness, 3),
                        Arrays.asList(1, witness),
                        new ArrayList<>(List.of(witness, witness)),
                        Set.of(witness),
                        Map.of("a", witness),
                        new HashMap<>(Map.of(witness, "a")),
                        Map.of("a", List.of(Optional.of(witness))),
                        Optional.of(witness),
                        new Object[] {witness},
                        new Witness[] {witness},
                        new Witness[0],
                        new Witness[][] {{witness}},
                        new Anything(witness),
                        Color.RED,
                        List.of(Color.RED),
                        List.of(Witness.class),
                        (Supplier<String> & Serializable) () -> "x")
                .map(each -> Arguments.of(each));
    }

    @ParameterizedTest
    @MethodSource("witnesses")
    void makesNoObjectOfAClassThatTheReceiverDoesNotAllow(Object value) {
        byte[] bytes = codec.encode(value);
        int made = Witness.MADE.get();

        assertThatThrownBy(() -> strict.decode(bytes)).isInstanceOf(InvalidMessageException.class);
        assertThat(Witness.MADE).hasValue(made);
        assertThat(strict.decode(strict.encode(List.of("next")))).isEqualTo(List.of("next"));
    }

    @Test
    void endsAtADepthThatNoMessageNeeds() {
        for (int depth = 1; depth <= LARGEST_DEPTH; depth *= 10) {
            for (Object value : List.of(chain(depth), lists(depth))) {
                if (depth < 100) {
                    codec.decode(codec.encode(value));
                } else if (depth > 100) {
                    assertThatThrownBy(() -> codec.decode(codec.encode(value)))
                            .isInstanceOf(InvalidMessageException.class);
                }
            }
        }
        assertThat(codec.decode(codec.encode(chain(90)))).isEqualTo(chain(90));
    }

    @Test
    void refusesACollectionThatHoldsItself() {
        List<Object> list = new ArrayList<>();
        list.add(list);

        assertThatThrownBy(() -> codec.encode(list)).isInstanceOf(InvalidMessageException.class);
    }

    @Test
    void refusesEveryMessageThatWasCutOff() {
        for (Object value : sound()) {
            byte[] bytes = codec.encode(value);
            for (int length = 0; length < bytes.length; length++) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThatThrownBy(() -> codec.decode(cut)).isInstanceOf(InvalidMessageException.class);
            }
        }
    }

    @Test
    void survivesBytesThatWereChanged() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            for (Object value : sound()) {
                decodeOrRefuse(changed(codec.encode(value), random), seed);
            }
        }
        Object intact = sound().get(0);
        assertThat(codec.decode(codec.encode(intact)))
                .usingRecursiveComparison()
                .isEqualTo(intact);
    }

    @Test
    void survivesBytesThatMeanNothing() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            decodeOrRefuse(bytes, seed);
            if (bytes.length > 2) {
                bytes[0] = codec.encode("")[0];
                decodeOrRefuse(bytes, seed);
            }
        }
    }

    private void decodeOrRefuse(byte[] bytes, int seed) {
        try {
            codec.decode(bytes);
        } catch (InvalidMessageException e) {
            assertThat(e).hasMessageStartingWith("cannot decode");
        } catch (Throwable e) {
            throw new AssertionError("seed " + seed + ": " + Arrays.toString(bytes), e);
        }
    }

    private static byte[] changed(byte[] bytes, Random random) {
        int place = random.nextInt(bytes.length);
        switch (random.nextInt(4)) {
            case 0 -> bytes[place] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[place] = (byte) random.nextInt();
            case 2 -> { // a huge length
                int end = Math.min(bytes.length, place + 4);
                Arrays.fill(bytes, place, end, (byte) 0xff);
                if (end < bytes.length) {
                    bytes[end] = (byte) random.nextInt(16);
                }
            }
            default -> {
                for (int i = random.nextInt(4); i >= 0; i--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
            }
        }
        return bytes;
    }

    private static List<Object> sound() {
        return List.of(
                new Order(
                        new UUID(1, 2),
                        "title",
                        Color.RED,
                        List.of(new Anything(1), new Anything("b")),
                        Map.of("a", Optional.of(2L)),
                        new byte[9]),
                "text",
                new long[] {1, 2, 3},
                new String[][] {{"a"}, {}},
                List.of(1, "b", 2.0),
                new ArrayList<>(List.of("a", "b")),
                Map.of("a", 1, "b", 2),
                BigInteger.ONE.shiftLeft(100),
                URI.create("http://a/b"));
    }

    private static Chain chain(int depth) {
        Chain chain = null;
        for (int i = 0; i < depth; i++) {
            chain = new Chain(chain);
        }
        return chain;
    }

    private static List<Object> lists(int depth) {
        List<Object> list = new ArrayList<>();
        for (int i = 1; i < depth; i++) {
            list = new ArrayList<>(List.<Object>of(list));
        }
        return list;
    }
}

package io.github.distributedsupervisor.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.distributedsupervisor.NodePin;
import io.github.distributedsupervisor.Restart;
import io.github.distributedsupervisor.RestartIntensity;
import io.github.distributedsupervisor.Shutdown;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is stored once is read for ever. */
class RecordFormatTest {

    /** As version 3 has written it. Never change it; a new version adds a test of its own. */
    private static final String VERSION_3 =
            "0300000004726f6f6d00000006726f6f6d2d3100000003010203010000000000000004d2000000070000000000"
                    + "002328000000076e6f64652dc3a901000000000000ea600000000100000003612e420000000000000005000000"
                    + "0000000001000000000000000204ffffffff000000066e6f64652d62000001a1ee565e00000000000000000300"
                    + "0000000000000401000000020908000000010000000200000002000000000000000b000000000000000c000000"
                    + "010000000000000004000000000000000500000003612e420000000662726f6b656e00000008617420612e422e"
                    + "63000001a1ee565e01";

    /** As version 4 has written it. Never change it; a new version adds a test of its own. */
    private static final String VERSION_4 = "04"
            + VERSION_3.substring(2, VERSION_3.length() - 16)
            + "00000001" // deaths of nodes
            + "000000066e6f64652d63" // the last of them
            + "00000000000004d2" // how long it had run there
            + "00" // not trusted
            + "000001a1ee565e00" // its last move
            + VERSION_3.substring(VERSION_3.length() - 16);

    private static ChildRecord record() {
        return record(Suspicion.NONE, 0);
    }

    private static ChildRecord record(Suspicion suspicion, long movedAt) {
        StoredSpec spec = new StoredSpec(
                "room",
                "room-1",
                new byte[] {1, 2, 3},
                Restart.TRANSIENT,
                Shutdown.timeout(Duration.ofMillis(1_234)),
                new RestartIntensity(7, Duration.ofSeconds(9)),
                new NodePin("node-é", true),
                60_000,
                Set.of("a.B"));
        return new ChildRecord(
                spec,
                5,
                new UUID(1, 2),
                Phase.RELEASED,
                null,
                "node-b",
                1_795_000_000_000L,
                new UUID(3, 4),
                true,
                new byte[] {9, 8},
                new RestartHistory(1, 2, List.of(11L, 12L), List.of(Records.failure("broken")), suspicion, movedAt),
                1_795_000_000_001L);
    }

    @Test
    void readsWhatVersion3HasWritten() throws IOException {
        ChildRecord read = RecordFormat.fromBytes(HexFormat.of().parseHex(VERSION_3));

        assertThat(read).usingRecursiveComparison().isEqualTo(record());
    }

    @Test
    void readsWhatVersion4HasWritten() throws IOException {
        ChildRecord read = RecordFormat.fromBytes(HexFormat.of().parseHex(VERSION_4));

        assertThat(read).usingRecursiveComparison().isEqualTo(suspected());
    }

    @Test
    void writesVersion4() {
        assertThat(HexFormat.of().formatHex(RecordFormat.toBytes(suspected()))).isEqualTo(VERSION_4);
    }

    private static ChildRecord suspected() {
        return record(new Suspicion(1, "node-c", 1_234, false), 1_795_000_000_000L);
    }

    @Test
    void refusesAnEarlierVersionThanAnyThatWasReleased() {
        byte[] bytes = RecordFormat.toBytes(record());
        bytes[0] = 2;

        assertThatThrownBy(() -> RecordFormat.fromBytes(bytes)).isInstanceOf(IOException.class);
    }

    @Test
    void refusesALaterVersion() {
        byte[] bytes = RecordFormat.toBytes(record());
        bytes[0]++;

        assertThatThrownBy(() -> RecordFormat.fromBytes(bytes))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("upgrade");
    }
}

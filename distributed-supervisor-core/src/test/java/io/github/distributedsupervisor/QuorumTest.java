package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuorumTest {

    @Test
    void aMajorityIsMoreThanHalf() {
        for (int size = 1; size <= 15; size++) {
            int needed = Quorum.majority().needed(size);
            for (int side = 0; side <= size; side++) {
                boolean both = side >= needed && size - side >= needed;
                assertThat(both).as("%d of %d and the rest", side, size).isFalse();
            }
            assertThat(size).isGreaterThanOrEqualTo(needed);
        }
    }

    @Test
    void aNumberIsWhatItSays() {
        assertThat(Quorum.atLeast(3).needed(9)).isEqualTo(3);
        assertThat(Quorum.atLeast(1)).isSameAs(Quorum.off());
        assertThat(Quorum.off().isOn()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"majority", "1", "3"})
    void readsWhatItWrites(String text) {
        assertThat(Quorum.parse(text)).hasToString(text).isEqualTo(Quorum.parse(" " + text + " "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "half", "2.5", "99999999999"})
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> Quorum.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}

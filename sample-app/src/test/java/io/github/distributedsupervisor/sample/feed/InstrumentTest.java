package io.github.distributedsupervisor.sample.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.distributedsupervisor.ChildSpec;
import org.junit.jupiter.api.Test;

class InstrumentTest {

    @Test
    void thereAreTwentyFourWithDifferentSymbolsThatMayNameChildren() {
        assertThat(Instrument.ALL).hasSize(24);
        assertThat(Instrument.ALL).extracting(Instrument::symbol).doesNotHaveDuplicates();
        assertThat(Instrument.ALL).extracting(Instrument::symbol).allSatisfy(ChildSpec::checkName);
    }
}

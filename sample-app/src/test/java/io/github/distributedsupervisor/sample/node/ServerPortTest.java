package io.github.distributedsupervisor.sample.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ServerPortTest {

    @Test
    void skipsAPortThatAnotherProcessListensOn() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(ServerPort.claim(taken.getLocalPort())).isGreaterThan(taken.getLocalPort());
        }
    }

    @Test
    void skipsAPortThatWasClaimedButIsNotListenedOnYet() {
        int first = ServerPort.claim(20_000);

        assertThat(ServerPort.claim(first)).isGreaterThan(first);
    }
}

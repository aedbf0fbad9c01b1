package io.github.distributedsupervisor.sample.web;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.sample.node.NodeCommands;
import io.github.distributedsupervisor.sample.node.NodeLauncher;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ResponseStatusException;

class ControlControllerTest {

    private final ControlController buttons = new ControlController(
            mock(DistributedSupervisor.class), mock(NodeCommands.class), mock(NodeLauncher.class));

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]"})
    void obeyThePageAtALoopbackAddress(String host) {
        assertThatCode(() -> buttons.onlyFromThePage("1", to(host))).doesNotThrowAnyException();
    }

    @Test
    void refuseAPageOfAnotherSiteWhoseNameLeadsHere() {
        assertThatExceptionOfType(ResponseStatusException.class)
                .isThrownBy(() -> buttons.onlyFromThePage("1", to("elsewhere.example")));
    }

    @Test
    void refuseARequestThatDoesNotSayToWhomItGoes() {
        assertThatExceptionOfType(ResponseStatusException.class)
                .isThrownBy(() -> buttons.onlyFromThePage("1", new HttpHeaders()));
    }

    private static HttpHeaders to(String host) {
        HttpHeaders headers = new HttpHeaders();
        headers.setHost(InetSocketAddress.createUnresolved(host, 8080));
        return headers;
    }
}

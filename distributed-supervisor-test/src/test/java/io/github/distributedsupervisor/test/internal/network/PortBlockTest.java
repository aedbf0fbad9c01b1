package io.github.distributedsupervisor.test.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortBlockTest {

    @Test
    void isTakenForOtherProcessesUntilItIsReleasedAlsoWhileItsNodeIsStopped() throws IOException {
        PortBlock block = PortBlock.reserve();
        int sign = Integer.parseInt(block.outboundPorts().split("-")[1]) + 1;
        assertThat(block.makes(sign)).isFalse();
        assertThatThrownBy(() -> listen(sign).close()).isInstanceOf(BindException.class);

        block.release();
        listen(sign).close();
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
    }
}

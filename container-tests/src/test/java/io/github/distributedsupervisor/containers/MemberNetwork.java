package io.github.distributedsupervisor.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.Network.Ipam;
import java.util.stream.IntStream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Network;

/**
 * The network by which members reach each other, and nothing else. A node has the same address in it whenever it is
 * connected, as a machine has whose cable was pulled.
 */
final class MemberNetwork implements AutoCloseable {

    /** The name that leads to all nodes that are connected, as that of a headless service does in Kubernetes. */
    static final String SERVICE = "wall-members";

    private static final int FIRST_ADDRESS = 10;

    private final DockerClient docker = DockerClientFactory.lazyClient();
    private final Network network;
    private final String addressOfZero;

    MemberNetwork() {
        String subnet = freeSubnet();
        // addresses can be chosen only where the subnet was
        network = Network.builder()
                .createNetworkCmdModifier(command -> command.withInternal(true)
                        .withIpam(new Ipam().withConfig(new Ipam.Config().withSubnet(subnet))))
                .build();
        addressOfZero = subnet.substring(0, subnet.indexOf('/'));
        network.getId();
    }

    /** One that Docker would take. */
    private String freeSubnet() {
        try (Network probe = Network.newNetwork()) {
            return docker.inspectNetworkCmd()
                    .withNetworkId(probe.getId())
                    .exec()
                    .getIpam()
                    .getConfig()
                    .get(0)
                    .getSubnet();
        }
    }

    /** The address of a node. */
    String address(int number) {
        return addressOfZero.substring(0, addressOfZero.lastIndexOf('.') + 1) + (FIRST_ADDRESS + number);
    }

    /** The addresses of some nodes, the first of which is 1. */
    String addresses(int count) {
        return String.join(
                ",", IntStream.rangeClosed(1, count).mapToObj(this::address).toList());
    }

    void connect(String containerId, int number) {
        docker.connectToNetworkCmd()
                .withNetworkId(network.getId())
                .withContainerId(containerId)
                .withContainerNetwork(new ContainerNetwork()
                        .withAliases(SERVICE)
                        .withIpamConfig(new ContainerNetwork.Ipam().withIpv4Address(address(number))))
                .exec();
    }

    void disconnect(String containerId) {
        docker.disconnectFromNetworkCmd()
                .withNetworkId(network.getId())
                .withContainerId(containerId)
                .withForce(true)
                .exec();
    }

    @Override
    public void close() {
        network.close();
    }
}

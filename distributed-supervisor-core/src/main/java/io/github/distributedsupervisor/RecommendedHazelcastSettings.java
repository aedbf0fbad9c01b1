package io.github.distributedsupervisor;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.ClassFilter;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.config.SerializationConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import java.util.Map;

/**
 * The properties that Hazelcast should have under a supervisor. The Spring Boot starter applies them to each configuration
 * it can reach; without Spring, apply them before the instance is created.
 */
public final class RecommendedHazelcastSettings {

    private static final Map<String, String> PROPERTIES = Map.of(
            // else a change whose backup is missing answers success
            "hazelcast.operation.fail.on.indeterminate.state", "true",
            // a change whose backup died with its member waits for so long, and the child with it
            "hazelcast.operation.backup.timeout.millis", "1000",
            // a change of a record waits for its partition's migration in steps of so long
            "hazelcast.invocation.retry.pause.millis", "100");

    private static final String CONNECT_TIMEOUT = "hazelcast.socket.connect.timeout.seconds";

    /** Hazelcast's own. */
    private static final int DEFAULT_CONNECT_TIMEOUT_SECONDS = 10;

    /** Exceptions of the JDK, what they are made of, and what is in configurations that Hazelcast sends around. */
    private static final String[] CLASSES = {
        "[B",
        "[Ljava.lang.Object;",
        "[Ljava.lang.StackTraceElement;",
        "[Ljava.lang.Throwable;",
        "java.io.EOFException",
        "java.io.FileNotFoundException",
        "java.io.IOException",
        "java.io.InvalidClassException",
        "java.io.NotSerializableException",
        "java.io.ObjectStreamException",
        "java.io.StreamCorruptedException",
        "java.io.UncheckedIOException",
        "java.net.BindException",
        "java.net.ConnectException",
        "java.net.SocketException",
        "java.net.SocketTimeoutException",
        "java.net.UnknownHostException",
        "java.util.ArrayList",
        "java.util.Arrays$ArrayList",
        "java.util.Collections$EmptyList",
        "java.util.Collections$UnmodifiableCollection",
        "java.util.Collections$UnmodifiableList",
        "java.util.Collections$UnmodifiableRandomAccessList",
        "java.util.ConcurrentModificationException",
        "java.util.HashMap",
        "java.util.HashSet",
        "java.util.Hashtable",
        "java.util.LinkedHashMap",
        "java.util.NoSuchElementException",
        "java.util.Properties",
        "java.util.UUID",
        "java.util.concurrent.CancellationException",
        "java.util.concurrent.CompletionException",
        "java.util.concurrent.ExecutionException",
        "java.util.concurrent.RejectedExecutionException",
        "java.util.concurrent.TimeoutException"
    };
    /** Without those below. */
    private static final String[] PACKAGES = {
        "java.lang",
        "java.nio.channels",
        "io.github.distributedsupervisor",
        "io.github.distributedsupervisor.internal.registry"
    };

    private RecommendedHazelcastSettings() {}

    /**
     * Sets each property that has no value yet.
     *
     * @param config a configuration, before its instance is created
     * @return the same configuration
     */
    public static Config applyTo(Config config) {
        PROPERTIES.forEach((name, value) -> {
            if (config.getProperty(name) == null) {
                config.setProperty(name, value);
            }
        });
        return config;
    }

    /**
     * Lets the member make hardly any objects by Java serialization: Hazelcast's own, properties and exceptions. By default it makes
     * objects of every class there is, for whoever reaches its port. This library needs no more; an application that uses
     * the same member may, for example for {@code Serializable} values of a map.
     *
     * <p>Has no effect on a configuration that has a filter, or on other ways to serialize.
     *
     * @param config a configuration, before its instance is created
     * @param packages further packages whose classes may be made, without those below
     * @return the same configuration
     */
    public static Config restrictJavaSerialization(Config config, String... packages) {
        SerializationConfig serialization = config.getSerializationConfig();
        if (serialization.getJavaSerializationFilterConfig() == null) {
            ClassFilter allowed = new ClassFilter()
                    .addPrefixes("com.hazelcast.")
                    .addClasses(CLASSES)
                    .addPackages(PACKAGES)
                    .addPackages(packages);
            serialization.setJavaSerializationFilterConfig(new JavaSerializationFilterConfig()
                    .setDefaultsDisabled(true)
                    .setWhitelist(allowed));
        }
        return config;
    }

    /**
     * Lets the member talk with other members only, over an endpoint of their own ("advanced network") that has what the
     * network configuration and the property {@code hazelcast.socket.connect.timeout.seconds} say. On the usual one, which also understands clients, a connection to a member that stands
     * still makes Hazelcast 5.5 to 5.7 repeat the same step without end on a thread that serves other connections as well;
     * healthy members are taken for dead then, one after the other.
     *
     * <p>Clients of Hazelcast, REST and memcache need endpoints of their own afterwards. Has no effect on a configuration
     * whose advanced network is on.
     *
     * @param config a configuration, before its instance is created and after all else is set
     * @return the same configuration
     */
    public static Config membersOnly(Config config) {
        AdvancedNetworkConfig advanced = config.getAdvancedNetworkConfig();
        NetworkConfig network = config.getNetworkConfig();
        if (advanced.isEnabled()) {
            return config;
        }
        ServerSocketEndpointConfig endpoint = new ServerSocketEndpointConfig()
                .setPort(network.getPort())
                .setPortCount(network.getPortCount())
                .setPortAutoIncrement(network.isPortAutoIncrement())
                .setReuseAddress(network.isReuseAddress())
                .setInterfaces(network.getInterfaces())
                .setOutboundPorts(network.getOutboundPorts())
                .setOutboundPortDefinitions(network.getOutboundPortDefinitions())
                .setSocketConnectTimeoutSeconds(connectTimeoutSeconds(config))
                .setSocketInterceptorConfig(network.getSocketInterceptorConfig())
                .setSSLConfig(network.getSSLConfig());
        if (network.getPublicAddress() != null) {
            endpoint.setPublicAddress(network.getPublicAddress());
        }
        advanced.setEnabled(true)
                .setMemberEndpointConfig(endpoint)
                .setJoin(network.getJoin())
                .setMemberAddressProviderConfig(network.getMemberAddressProviderConfig())
                .setIcmpFailureDetectorConfig(network.getIcmpFailureDetectorConfig());
        return config;
    }

    /**
     * An endpoint knows nothing of the property and has no limit: what began to connect while the network was cut would go on
     * at the pace of the operating system, after a long cut once in a minute, and nothing else could connect before that.
     */
    private static int connectTimeoutSeconds(Config config) {
        String seconds = config.getProperty(CONNECT_TIMEOUT);
        return seconds == null ? DEFAULT_CONNECT_TIMEOUT_SECONDS : Integer.parseInt(seconds.trim());
    }
}

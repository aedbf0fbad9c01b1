package io.github.distributedsupervisor.sample.readme;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.github.distributedsupervisor.DistributedSupervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    private static final Path README = Path.of("../README.md");
    private static final Path SOURCES = Path.of("src/test/java/io/github/distributedsupervisor/sample/readme");

    @Test
    void showsTheChildThatIsCompiledHere() throws IOException {
        assertThat(Files.readString(README)).contains(snippet("RoomChild.java", "child"));
    }

    @Test
    void showsTheUseThatIsRunHere() throws IOException {
        assertThat(Files.readString(README)).contains(snippet("Rooms.java", "use"));
    }

    @Test
    void runsWhatReadmeShows() {
        Config config = new Config().setClusterName("readme-" + UUID.randomUUID());
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        config.setProperty("hazelcast.socket.bind.any", "false");
        HazelcastInstance hazelcast = Hazelcast.newHazelcastInstance(config);
        try (DistributedSupervisor supervisor = DistributedSupervisor.builder(hazelcast)
                .childType(RoomChild.class)
                .build()) {
            assertThat(new Rooms(supervisor).join("ann")).isEqualTo(1);
            assertThat(supervisor.<Integer>call("room-1", "bob")).isEqualTo(2);
        } finally {
            hazelcast.shutdown();
        }
    }

    private static String snippet(String file, String mark) throws IOException {
        String source = Files.readString(SOURCES.resolve(file));
        int begin = source.indexOf("// readme:" + mark) + ("// readme:" + mark).length() + 1;
        int end = source.lastIndexOf('\n', source.indexOf("// readme:end", begin)) + 1;
        return source.substring(begin, end).stripTrailing().stripIndent();
    }
}

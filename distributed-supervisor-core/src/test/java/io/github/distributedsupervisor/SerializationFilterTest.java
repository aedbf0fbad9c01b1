package io.github.distributedsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.github.distributedsupervisor.hostile.Gadget;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the members make of objects that come from the network in Java's own format. */
class SerializationFilterTest {

    private final String cluster = "filter-" + UUID.randomUUID();
    private final List<HazelcastInstance> members = new ArrayList<>();

    @AfterEach
    void stop() {
        members.forEach(member -> member.getLifecycleService().terminate());
    }

    private HazelcastInstance start(String... packages) {
        Config config = TestCluster.config(cluster);
        config.getSerializationConfig().setJavaSerializationFilterConfig(null);
        RecommendedHazelcastSettings.restrictJavaSerialization(config, packages);
        HazelcastInstance member = Hazelcast.newHazelcastInstance(config);
        members.add(member);
        return member;
    }

    private static String callOn(HazelcastInstance target, HazelcastInstance from, Callable<String> task)
            throws Exception {
        Member member = from.getCluster().getMembers().stream()
                .filter(each -> each.getUuid()
                        .equals(target.getCluster().getLocalMember().getUuid()))
                .findFirst()
                .orElseThrow();
        return from.getExecutorService("any").submitToMember(task, member).get();
    }

    @Test
    void makesNoObjectOfAClassThatIsNotAllowed() {
        HazelcastInstance attacker = start();
        HazelcastInstance member = start();
        int made = Gadget.MADE.get();

        assertThatThrownBy(() -> callOn(member, attacker, new Gadget()))
                .isInstanceOf(ExecutionException.class)
                .hasStackTraceContaining("Resolving class " + Gadget.class.getName() + " is not allowed");
        attacker.getMap("any").put("key", new Gadget());
        assertThatThrownBy(() -> member.getMap("any").get("key")).hasStackTraceContaining("is not allowed");
        assertThatThrownBy(() -> callOn(member, attacker, (Callable<String> & Serializable) () -> "owned"))
                .hasStackTraceContaining("java.lang.invoke.SerializedLambda is not allowed");
        assertThat(Gadget.MADE).hasValue(made);
    }

    @Test
    void makesThoseOfPackagesThatTheApplicationNames() throws Exception {
        HazelcastInstance caller = start(Gadget.class.getPackageName());
        HazelcastInstance member = start(Gadget.class.getPackageName());
        int made = Gadget.MADE.get();

        assertThat(callOn(member, caller, new Gadget())).isEqualTo("owned");
        assertThat(Gadget.MADE).hasValue(made + 1);
    }

    @Test
    void keepsAFilterOfTheApplication() {
        JavaSerializationFilterConfig own = new JavaSerializationFilterConfig();
        Config config = new Config();
        config.getSerializationConfig().setJavaSerializationFilterConfig(own);
        RecommendedHazelcastSettings.restrictJavaSerialization(config);

        assertThat(config.getSerializationConfig().getJavaSerializationFilterConfig())
                .isSameAs(own);
    }
}

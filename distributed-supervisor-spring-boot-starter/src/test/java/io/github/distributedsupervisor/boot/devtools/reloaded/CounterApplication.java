package io.github.distributedsupervisor.boot.devtools.reloaded;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.github.distributedsupervisor.ChildSpec;
import io.github.distributedsupervisor.DistributedSupervisor;
import java.io.Serializable;
import java.util.function.IntUnaryOperator;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.hazelcast.autoconfigure.HazelcastConfigCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class CounterApplication {

    /** Starts a child, if it is not there, and adds one to its count in both ways there are. */
    @Bean
    IntUnaryOperator calls(DistributedSupervisor supervisor) {
        return child -> {
            String name = "counter-" + child;
            supervisor.getOrStart(name, ChildSpec.of(Counter.class).args(new Amount(0)));
            Total answered = supervisor.call(name, new Amount(1));
            Counting counting = supervisor.child(name, Counting.class);
            Total added = counting.add(new Amount(1));
            Total total = counting.total().join();
            if (answered.value() + 1 != added.value() || !total.equals(added)) {
                throw new IllegalStateException(answered + ", " + added + ", " + total);
            }
            return total.value();
        };
    }

    /** Puts a value of the application into a map of its own and reads it: what Hazelcast itself makes of bytes. */
    @Bean
    Runnable map(HazelcastInstance hazelcast) {
        return () -> {
            IMap<String, Entry> map = hazelcast.getMap("entries");
            Entry before = map.put("key", new Entry());
            if (before == null) {
                before = map.get("key");
            }
            before.touched++;
        };
    }

    /** What Java serialization makes of bytes is filtered. */
    @Bean
    HazelcastConfigCustomizer entriesAreAllowed() {
        return config -> config.getSerializationConfig()
                .getJavaSerializationFilterConfig()
                .getWhitelist()
                .addClasses(Entry.class.getName());
    }

    static class Entry implements Serializable {
        int touched;
    }
}

package io.github.distributedsupervisor.sample.node;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Unless a port is configured, takes 8080 or the next free one, and names the node after it. */
public class PortSelection implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

    private static final int FIRST_PORT = 8080;

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        ConfigurableEnvironment environment = event.getEnvironment();
        Map<String, Object> chosen = new HashMap<>();
        String port = environment.getProperty(LocalNode.PORT_PROPERTY);
        if (port == null) {
            port = Integer.toString(ServerPort.claim(FIRST_PORT));
            chosen.put(LocalNode.PORT_PROPERTY, port);
        }
        if (!environment.containsProperty(LocalNode.NAME_PROPERTY)) {
            chosen.put(LocalNode.NAME_PROPERTY, "node-" + port);
        }
        environment.getPropertySources().addFirst(new MapPropertySource("portSelection", chosen));
    }
}

package io.github.distributedsupervisor.sample.node;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** This process. */
@Component
public class LocalNode {

    static final String PORT_PROPERTY = "server.port";
    static final String NAME_PROPERTY = "distributed-supervisor.node-name";

    private final String name;
    private volatile int port;

    LocalNode(@Value("${" + NAME_PROPERTY + "}") String name) {
        this.name = name;
    }

    /**
     * Its name, the same that the supervisor has.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Where it serves the page.
     *
     * @return the port, 0 until the server listens
     */
    public int port() {
        return port;
    }

    @EventListener
    void listening(WebServerInitializedEvent event) {
        port = event.getWebServer().getPort();
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        System.out.println("Ticker Wall: http://localhost:" + port);
    }
}

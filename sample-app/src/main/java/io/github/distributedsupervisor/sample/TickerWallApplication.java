package io.github.distributedsupervisor.sample;

import io.github.distributedsupervisor.sample.feed.FeedRegistrar;
import io.github.distributedsupervisor.sample.node.PortSelection;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** Start it twice: the second one joins the first, and half of the feeds move over. */
@SpringBootApplication
@Import(FeedRegistrar.class)
public class TickerWallApplication {

    /**
     * Starts a node.
     *
     * @param arguments those of any Spring Boot application, such as {@code --server.port=9000}
     */
    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(TickerWallApplication.class);
        application.addListeners(new PortSelection());
        application.run(arguments);
    }
}

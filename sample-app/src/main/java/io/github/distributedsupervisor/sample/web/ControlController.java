package io.github.distributedsupervisor.sample.web;

import io.github.distributedsupervisor.DistributedSupervisor;
import io.github.distributedsupervisor.SupervisorException;
import io.github.distributedsupervisor.sample.feed.Crash;
import io.github.distributedsupervisor.sample.node.NodeCommands;
import io.github.distributedsupervisor.sample.node.NodeCommands.Command;
import io.github.distributedsupervisor.sample.node.NodeLauncher;
import io.github.distributedsupervisor.sample.node.NodeLauncher.Launched;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The buttons. */
@RestController
@RequestMapping("/api")
@ResponseStatus(HttpStatus.ACCEPTED)
class ControlController {

    private static final int MOST_NODES = 8;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final DistributedSupervisor supervisor;
    private final NodeCommands commands;
    private final NodeLauncher launcher;

    ControlController(DistributedSupervisor supervisor, NodeCommands commands, NodeLauncher launcher) {
        this.supervisor = supervisor;
        this.commands = commands;
        this.launcher = launcher;
    }

    /**
     * Other sites that are open in the same browser cannot press the buttons: without our consent their scripts cannot set
     * the header, and a name of theirs that leads to this machine is not one of ours.
     */
    @ModelAttribute
    void onlyFromThePage(@RequestHeader("X-Ticker-Wall") String mark, @RequestHeader HttpHeaders headers) {
        InetSocketAddress host = headers.getHost();
        if (host == null || !LOOPBACK.contains(host.getHostString())) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN, "only by a loopback address");
        }
    }

    @PostMapping("/nodes")
    Launched add() throws IOException {
        if (supervisor.nodes().size() >= MOST_NODES) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, MOST_NODES + " nodes are enough for one machine");
        }
        return launcher.launch();
    }

    @PostMapping("/nodes/{id}/stop")
    void stop(@PathVariable String id) {
        end(id, Command.STOP);
    }

    @PostMapping("/nodes/{id}/kill")
    void kill(@PathVariable String id) {
        end(id, Command.KILL);
    }

    @PostMapping("/children/{name}/crash")
    void crash(@PathVariable String name) {
        if (supervisor.whereis(name).isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "no child '" + name + "'");
        }
        supervisor.cast(name, new Crash("the Crash button was pressed"));
    }

    @ExceptionHandler
    ProblemDetail failed(SupervisorException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, e.getMessage());
    }

    private void end(String id, Command command) {
        if (!commands.send(id, command)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "no node '" + id + "'");
        }
    }
}

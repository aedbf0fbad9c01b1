package io.github.distributedsupervisor.sample.web;

import io.github.distributedsupervisor.sample.board.Wall;
import io.github.distributedsupervisor.sample.board.WallView;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What there is to see: for scripts once, for the page as a stream. */
@RestController
class WallController {

    private final Wall wall;
    private final WallStream stream;

    WallController(Wall wall, WallStream stream) {
        this.wall = wall;
        this.stream = stream;
    }

    @GetMapping("/api/board")
    WallView board() {
        return wall.view();
    }

    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events() {
        return stream.open();
    }
}

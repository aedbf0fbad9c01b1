package io.github.distributedsupervisor.sample.web;

import io.github.distributedsupervisor.sample.board.Wall;
import io.github.distributedsupervisor.sample.board.WallView;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Server-sent events to all open pages: the whole wall first, then four times a second what has changed, and a comment
 * when nothing has for long. All is sent by one thread; while no page is open it has nothing to do.
 */
@Component
class WallStream {

    private static final Logger log = LoggerFactory.getLogger(WallStream.class);
    private static final int PERIOD_MILLIS = 250;
    private static final long HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final Wall wall;
    private final List<SseEmitter> pages = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService sender;
    private Wall.Progress progress = new Wall.Progress();
    private long lastSent = System.nanoTime();

    WallStream(Wall wall) {
        this.wall = wall;
        this.sender = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "wall-stream");
            thread.setDaemon(true);
            return thread;
        });
        sender.scheduleWithFixedDelay(this::sendChanges, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    SseEmitter open() {
        SseEmitter page = new SseEmitter(0L);
        page.onCompletion(() -> pages.remove(page));
        page.onError(lost -> pages.remove(page));
        try {
            sender.execute(() -> welcome(page));
        } catch (RejectedExecutionException shuttingDown) {
            page.complete();
        }
        return page;
    }

    /** Before the web server waits for open requests. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        sender.shutdownNow();
        pages.forEach(SseEmitter::complete);
    }

    private void welcome(SseEmitter page) {
        sendChanges(); // so that the next changes of the others are those after this page's snapshot
        if (pages.isEmpty()) {
            progress = new Wall.Progress();
        }
        WallView whole = pages.isEmpty() ? wall.viewSince(progress) : wall.view();
        if (send(page, "snapshot", whole)) {
            pages.add(page);
        }
    }

    private void sendChanges() {
        if (pages.isEmpty()) {
            return;
        }
        try {
            WallView changes = wall.viewSince(progress);
            boolean quiet = changes.tiles().isEmpty();
            if (!quiet || System.nanoTime() - lastSent > HEARTBEAT_NANOS) {
                lastSent = System.nanoTime();
                pages.removeIf(page -> quiet ? !sendHeartbeat(page) : !send(page, "change", changes));
            }
        } catch (RuntimeException e) {
            log.warn("the pages are not told this time", e);
        }
    }

    private static boolean send(SseEmitter page, String event, WallView view) {
        return send(page, SseEmitter.event().name(event).data(view, MediaType.APPLICATION_JSON));
    }

    private static boolean sendHeartbeat(SseEmitter page) {
        return send(page, SseEmitter.event().comment("alive"));
    }

    private static boolean send(SseEmitter page, SseEmitter.SseEventBuilder event) {
        try {
            page.send(event);
            return true;
        } catch (IOException | IllegalStateException gone) {
            return false;
        }
    }
}

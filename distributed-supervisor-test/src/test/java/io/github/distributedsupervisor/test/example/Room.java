package io.github.distributedsupervisor.test.example;

import io.github.distributedsupervisor.Cast;

/** What others ask of a room. */
public interface Room {

    int join(String user) throws RoomFullException;

    @Cast
    void say(String text);

    /** No place is left: an answer, not a crash. */
    final class RoomFullException extends Exception {
        private static final long serialVersionUID = 1L;

        public RoomFullException(String message) {
            super(message);
        }
    }
}

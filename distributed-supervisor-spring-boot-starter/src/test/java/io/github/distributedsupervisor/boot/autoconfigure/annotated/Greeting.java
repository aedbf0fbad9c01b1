package io.github.distributedsupervisor.boot.autoconfigure.annotated;

import java.util.concurrent.atomic.AtomicInteger;

/** A bean of the application. */
public record Greeting(String text, AtomicInteger destroyed) {

    public Greeting(String text) {
        this(text, new AtomicInteger());
    }
}

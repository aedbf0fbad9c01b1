package io.github.distributedsupervisor.boot.devtools.reloaded;

public record Total(int value) {}

package io.github.distributedsupervisor.boot.devtools.reloaded;

public record Amount(int value) {}

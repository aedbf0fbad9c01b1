package io.github.distributedsupervisor.boot.autoconfigure.notachild;

/** Marks the package. */
public interface NotAChildPackage {}

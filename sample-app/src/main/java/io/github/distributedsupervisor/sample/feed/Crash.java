package io.github.distributedsupervisor.sample.feed;

/**
 * A cast that makes a feed fail.
 *
 * @param reason the message of the exception it throws
 */
public record Crash(String reason) {}

package io.github.distributedsupervisor.sample.feed;

/** A call to a feed, answered with its {@link FeedState}. */
public record Snapshot() {}

package io.github.distributedsupervisor.sample.feed;

/**
 * What a feed takes along when it moves to another node.
 *
 * @param ticks how many ticks it has made
 * @param price the last price
 * @param lastTickTime when the last tick was made, in milliseconds since the epoch; 0 before the first
 */
public record FeedState(long ticks, double price, long lastTickTime) {}

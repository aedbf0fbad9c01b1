package io.github.distributedsupervisor.sample.feed;

/**
 * One price.
 *
 * @param symbol the instrument
 * @param price the price
 * @param sequence which tick of its feed this is; counted on when the feed moves with its state
 * @param incarnation the instance of the feed that made it
 * @param time when it was made, in milliseconds since the epoch
 */
public record Tick(String symbol, double price, long sequence, long incarnation, long time) {}

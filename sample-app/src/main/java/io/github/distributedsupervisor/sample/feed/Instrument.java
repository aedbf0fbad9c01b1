package io.github.distributedsupervisor.sample.feed;

import java.util.List;

/**
 * Something with a price.
 *
 * @param symbol its short name, which is also the name of its feed
 * @param reference the price around which the simulated one moves
 * @param decimals how many digits of a price follow the point
 */
public record Instrument(String symbol, double reference, int decimals) {

    /** All instruments on the wall. */
    public static final List<Instrument> ALL = List.of(
            new Instrument("EURUSD", 1.0842, 5),
            new Instrument("GBPUSD", 1.2671, 5),
            new Instrument("AUDUSD", 0.6542, 5),
            new Instrument("NZDUSD", 0.6021, 5),
            new Instrument("USDJPY", 151.372, 3),
            new Instrument("USDCHF", 0.8835, 5),
            new Instrument("USDCAD", 1.3614, 5),
            new Instrument("USDSEK", 10.4821, 4),
            new Instrument("USDNOK", 10.7134, 4),
            new Instrument("USDSGD", 1.3447, 5),
            new Instrument("EURGBP", 0.8556, 5),
            new Instrument("EURJPY", 164.118, 3),
            new Instrument("EURCHF", 0.9578, 5),
            new Instrument("GBPJPY", 191.804, 3),
            new Instrument("XAUUSD", 2334.50, 2),
            new Instrument("XAGUSD", 28.154, 3),
            new Instrument("XPTUSD", 968.30, 2),
            new Instrument("BTCUSD", 64210.0, 1),
            new Instrument("ETHUSD", 3120.50, 2),
            new Instrument("BRENT", 84.10, 2),
            new Instrument("WTI", 79.85, 2),
            new Instrument("NATGAS", 2.184, 3),
            new Instrument("COPPER", 4.5320, 4),
            new Instrument("WHEAT", 602.25, 2));
}

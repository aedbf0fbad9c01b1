package io.github.distributedsupervisor.benchmarks;

/** What {@link EchoChild} answers, as an interface. */
interface Echo {

    /**
     * Answers the number.
     *
     * @param number any
     * @return the same
     */
    long echo(long number);
}

package io.github.distributedsupervisor.boot.devtools.reloaded;

import java.util.concurrent.CompletableFuture;

public interface Counting {

    Total add(Amount amount);

    CompletableFuture<Total> total();
}

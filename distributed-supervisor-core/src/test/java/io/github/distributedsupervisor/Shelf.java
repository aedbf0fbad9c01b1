package io.github.distributedsupervisor;

import org.jspecify.annotations.Nullable;

/** A generic part of an interface. */
interface Shelf<K, V> {
    @Nullable
    V find(K key);
}

package io.github.distributedsupervisor.boot.autoconfigure;

import io.github.distributedsupervisor.ChildStore;

/** Makes the store of a supervisor. */
interface ChildStores {

    ChildStore storeOf(String cluster, String supervisor);
}

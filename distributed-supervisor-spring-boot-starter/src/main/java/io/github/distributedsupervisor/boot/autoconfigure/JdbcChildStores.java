package io.github.distributedsupervisor.boot.autoconfigure;

import io.github.distributedsupervisor.ChildStore;
import org.springframework.jdbc.core.JdbcTemplate;

/** The stores of an application: one table for all its supervisors. */
record JdbcChildStores(JdbcTemplate jdbc, String table) implements ChildStores {

    @Override
    public ChildStore storeOf(String cluster, String supervisor) {
        return new JdbcChildStore(jdbc, table, cluster, supervisor);
    }
}

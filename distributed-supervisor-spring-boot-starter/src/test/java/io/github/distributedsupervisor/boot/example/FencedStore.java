package io.github.distributedsupervisor.boot.example;

import io.github.distributedsupervisor.ChildContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A table that refuses what an instance writes after a newer one has written. */
record FencedStore(JdbcClient database) {

    /** Writes a value; false when this instance was replaced, which then should stop. */
    boolean write(ChildContext writer, String value) {
        return database.sql("update reading set text = :text, incarnation = :incarnation"
                                + " where name = :name and incarnation <= :incarnation")
                        .param("text", value)
                        .param("incarnation", writer.incarnation())
                        .param("name", writer.name())
                        .update()
                == 1;
    }
}

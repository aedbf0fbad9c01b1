package io.github.distributedsupervisor.boot.autoconfigure;

import io.github.distributedsupervisor.ChildStore;
import io.github.distributedsupervisor.StoredChild;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** Keeps each child in a row. The statements are those that every database understands. */
final class JdbcChildStore implements ChildStore {

    private static final String OWNER = " WHERE cluster_name = ? AND supervisor_name = ?";
    private static final String CHILD = OWNER + " AND child_name = ?";

    private final JdbcTemplate jdbc;
    private final String table;
    private final String cluster;
    private final String supervisor;

    JdbcChildStore(JdbcTemplate jdbc, String table, String cluster, String supervisor) {
        this.jdbc = jdbc;
        this.table = table;
        this.cluster = cluster;
        this.supervisor = supervisor;
    }

    @Override
    public Set<String> names() {
        return inTransaction(connection -> {
            Set<String> names = new HashSet<>();
            try (PreparedStatement select = prepare(connection, "SELECT child_name FROM " + table + OWNER);
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        });
    }

    @Override
    public Map<String, byte[]> load(Collection<String> names) {
        if (names.isEmpty()) {
            return Map.of();
        }
        String marks = String.join(", ", Collections.nCopies(names.size(), "?"));
        String sql = "SELECT child_name, content FROM " + table + OWNER + " AND child_name IN (" + marks + ")";
        return inTransaction(connection -> {
            Map<String, byte[]> contents = new HashMap<>();
            try (PreparedStatement select = prepare(connection, sql, names.toArray());
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    contents.put(rows.getString(1), rows.getBytes(2));
                }
            }
            return contents;
        });
    }

    @Override
    public void save(StoredChild child) {
        try {
            saveOnce(child);
        } catch (DuplicateKeyException e) {
            saveOnce(child); // another save of the name, which was not there before, came first: now it is there
        }
    }

    private void saveOnce(StoredChild child) {
        inTransaction(connection ->
                update(connection, child) || isNewerThere(connection, child) || insert(connection, child));
    }

    /** False when there is no row, or a newer one. */
    private boolean update(Connection connection, StoredChild child) throws SQLException {
        String sql = "UPDATE " + table + " SET child_type = ?, phase = ?, removed = ?, incarnation = ?, revision = ?,"
                + " updated_at = ?, content = ?" + CHILD
                + " AND (incarnation < ? OR (incarnation = ? AND revision <= ?))";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            int next = describe(update, child, 1);
            next = set(update, next, cluster, supervisor, child.name());
            set(update, next, child.incarnation(), child.incarnation(), child.revision());
            return update.executeUpdate() > 0;
        }
    }

    /** An older one that has come since the update is none: to insert fails then, and the next update finds it. */
    private boolean isNewerThere(Connection connection, StoredChild child) throws SQLException {
        String sql = "SELECT revision FROM " + table + CHILD
                + " AND (incarnation > ? OR (incarnation = ? AND revision > ?))";
        Object[] parameters = {child.name(), child.incarnation(), child.incarnation(), child.revision()};
        try (PreparedStatement select = prepare(connection, sql, parameters);
                ResultSet rows = select.executeQuery()) {
            return rows.next();
        }
    }

    private boolean insert(Connection connection, StoredChild child) throws SQLException {
        String sql =
                "INSERT INTO " + table + " (child_type, phase, removed, incarnation, revision, updated_at, content,"
                        + " cluster_name, supervisor_name, child_name) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            int next = describe(insert, child, 1);
            set(insert, next, cluster, supervisor, child.name());
            return insert.executeUpdate() > 0;
        }
    }

    @Override
    public void forget(String name) {
        inTransaction(connection -> {
            String sql = "DELETE FROM " + table + CHILD + " AND removed = ?";
            try (PreparedStatement delete = prepare(connection, sql, name, true)) {
                return delete.executeUpdate() > 0;
            }
        });
    }

    /** A pool may be configured without auto-commit. */
    private <T> T inTransaction(ConnectionCallback<T> action) {
        T result = jdbc.execute((ConnectionCallback<T>) connection -> {
            T done = action.doInConnection(connection);
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
            return done;
        });
        return Objects.requireNonNull(result);
    }

    private static int describe(PreparedStatement statement, StoredChild child, int first) throws SQLException {
        int next = set(statement, first, child.type(), child.phase(), child.removed(), child.incarnation());
        next = set(statement, next, child.revision(), Timestamp.from(Instant.now()));
        statement.setBytes(next, child.content());
        return next + 1;
    }

    /** The first two parameters are the owner. */
    private PreparedStatement prepare(Connection connection, String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            List<Object> all = new ArrayList<>(List.of(cluster, supervisor));
            Collections.addAll(all, parameters);
            set(statement, 1, all.toArray());
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private static int set(PreparedStatement statement, int first, Object... parameters) throws SQLException {
        int next = first;
        for (Object parameter : parameters) {
            statement.setObject(next++, parameter);
        }
        return next;
    }
}

package io.github.distributedsupervisor;

import java.io.Serial;
import java.util.List;

/** Nodes of one supervisor must agree on some settings; this one does not, and so it did not join. */
public final class DifferentSettingsException extends IllegalStateException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String node;
    private final transient List<Difference> differences;

    /**
     * One setting that differs.
     *
     * @param setting its name
     * @param here its value on this node
     * @param there its value on the other node
     */
    public record Difference(String setting, String here, String there) {

        @Override
        public String toString() {
            return setting + "=" + there + " where this one has " + setting + "=" + here;
        }
    }

    /**
     * With what differs.
     *
     * @param node the name of the other node
     * @param differences at least one
     */
    public DifferentSettingsException(String node, List<Difference> differences) {
        super("node '" + node + "' has "
                + String.join(
                        ", ", differences.stream().map(Difference::toString).toList())
                + "; give all nodes the same, or stop the others first");
        this.node = node;
        this.differences = List.copyOf(differences);
    }

    /**
     * The node that has other settings.
     *
     * @return its name
     */
    public String node() {
        return node;
    }

    /**
     * What differs.
     *
     * @return in the order of the names of the settings
     */
    public List<Difference> differences() {
        return differences;
    }
}

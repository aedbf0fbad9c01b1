package io.github.distributedsupervisor;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the records of one supervisor's children where they survive the end of all nodes. All nodes use the same store:
 * each saves and loads the records of which it owns the partitions.
 *
 * <p>The methods may block; they are called by several threads at a time, none of which handles messages. What they throw
 * means that nothing was done: a start then fails, any other change is tried again until it is saved.
 */
public interface ChildStore {

    /**
     * The names of all children that are kept, removed ones as well.
     *
     * @return the names
     */
    Set<String> names();

    /**
     * Loads children.
     *
     * @param names any names
     * @return what was saved last as {@link StoredChild#content}, by name, without those that are not kept
     */
    Map<String, byte[]> load(Collection<String> names);

    /**
     * Saves a child, unless what is kept of its name is newer: of a higher incarnation or, in the same one, of a higher
     * revision. Then it does nothing: a node that was paused, or cut off, wakes up with old news.
     *
     * @param child the child
     */
    void save(StoredChild child);

    /**
     * Forgets a child for good, unless what is kept of it is not {@link StoredChild#removed}.
     *
     * @param name its name
     */
    void forget(String name);
}

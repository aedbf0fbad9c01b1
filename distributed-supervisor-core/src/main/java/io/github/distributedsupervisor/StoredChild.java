package io.github.distributedsupervisor;

/**
 * The record of a child as a {@link ChildStore} keeps it. Only the content is read again; the rest is for the store to
 * tell older from newer, and for people.
 *
 * @param name the name of the child
 * @param type its type
 * @param phase where it is in its life, such as {@code RUNNING}
 * @param removed whether the child is over and only a tombstone is kept, for a while
 * @param incarnation grows with each start of the name
 * @param revision grows with each change of an incarnation
 * @param content the record, in a format that later versions of the library read
 */
public record StoredChild(
        String name, String type, String phase, boolean removed, long incarnation, long revision, byte[] content) {}

package io.github.distributedsupervisor;

/**
 * What this node has counted since its supervisor was built.
 *
 * @param stuckChildren how many children were in the same method for more than 30 seconds at the last sweep; the log says where
 * @param abandonedChildren children that ignored their interruption; each still holds a thread unless it has returned since
 * @param droppedMessages casts and sends of this node that reached no child
 * @param lateReplies answers that came after their call had given up
 * @param droppedEvents events that a listener of this node was not told because it was too far behind, or closed
 * @param audit what was wrong for longer than two sweeps with children that this node decides about
 */
public record SupervisorStatistics(
        int stuckChildren,
        long abandonedChildren,
        long droppedMessages,
        long lateReplies,
        long droppedEvents,
        AuditReport audit) {}

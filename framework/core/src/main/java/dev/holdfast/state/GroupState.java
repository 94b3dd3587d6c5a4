package dev.holdfast.state;

/**
 * The consumers that this instance has in one group, together, in figures since start.
 *
 * @param name the consumer group
 * @param commits commits of offsets, with what was written in the same transaction if the group is exactly once
 * @param aborts transactions that did not commit: what they held is sent again, or read again where it could not be found
 *     out what had become of them
 * @param rebalances how often partitions were given to these consumers or taken from them
 */
public record GroupState(String name, long commits, long aborts, long rebalances) {}

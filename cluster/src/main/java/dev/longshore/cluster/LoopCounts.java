package dev.longshore.cluster;

/**
 * What a loop did since it was started.
 *
 * @param passes reconciles that were begun
 * @param faults passes that ended with an exception
 * @param retries passes that asked for a retry
 * @param waiting keys that wait now
 */
public record LoopCounts(String name, long passes, long faults, long retries, int waiting) {}

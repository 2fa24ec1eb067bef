package dev.longshore.agent.containers;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A container as observed.
 *
 * @param error the engine's text when a start failed; alone it is no failure
 * @param pid on the host; 0 when not running
 * @param address in the pod network; empty when it joined another container's or has none
 * @param finishedAt never before {@code startedAt}: engines tell so of very short runs
 */
public record Container(
        String id,
        String name,
        Map<String, String> labels,
        State state,
        int exitCode,
        boolean outOfMemory,
        String error,
        String image,
        String imageId,
        int pid,
        String address,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt) {
    public Container {
        if (startedAt.isPresent() && finishedAt.isPresent() && finishedAt.get().isBefore(startedAt.get())) {
            finishedAt = startedAt;
        }
    }

    /** As Docker tells it. */
    public enum State {
        CREATED,
        RUNNING,
        PAUSED,
        RESTARTING,
        REMOVING,
        EXITED,
        DEAD
    }
}

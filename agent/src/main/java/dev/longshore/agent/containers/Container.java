package dev.longshore.agent.containers;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A container as observed.
 *
 * @param error the engine's text when a start failed; alone it is no failure
 * @param pid on the host; 0 when not running
 * @param startedAt never later than {@code finishedAt}
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

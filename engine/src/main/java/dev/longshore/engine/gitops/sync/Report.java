package dev.longshore.engine.gitops.sync;

import dev.longshore.engine.gitops.health.Health;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a unit now; the status is made of it.
 *
 * @param sync Synced, OutOfSync, Unknown
 * @param commit that was compared; empty when none could be
 * @param resources every object of the unit
 * @param operation the running or last one
 * @param recorded whether the operation just succeeded and belongs into the history
 * @param images of what runs
 */
public record Report(
        String sync,
        Optional<String> commit,
        List<Line> resources,
        Health health,
        Optional<Operation> operation,
        boolean recorded,
        List<Condition> conditions,
        List<String> images) {
    public static final String SYNCED = "Synced";
    public static final String OUT_OF_SYNC = "OutOfSync";
    public static final String UNKNOWN = "Unknown";

    /**
     * One object.
     * @param health empty for kinds without
     */
    public record Line(
            String group,
            String version,
            String kind,
            String namespace,
            String name,
            String status,
            Optional<Health> health,
            boolean requiresPruning,
            int wave) {}
}

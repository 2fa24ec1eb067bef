package dev.longshore.engine.gitops.sync;

/** Something people should know of an Application. Absent means: not so. */
public record Condition(String type, String message) {
    public static final String INVALID_SPEC = "InvalidSpecError";
    public static final String COMPARISON_ERROR = "ComparisonError";
    public static final String SYNC_ERROR = "SyncError";
    public static final String DELETION_ERROR = "DeletionError";
    public static final String SHARED_RESOURCE = "SharedResourceWarning";
    public static final String PRUNE_BLOCKED = "PruneBlocked";
    public static final String DRIFT_FLAPPING = "DriftFlapping";
    public static final String IGNORED_FIELD = "IgnoredFieldWarning";

    private static final int CHARS_MAX = 4_096;

    public Condition {
        message = message.length() <= CHARS_MAX ? message : message.substring(0, CHARS_MAX) + "…(truncated)";
    }
}

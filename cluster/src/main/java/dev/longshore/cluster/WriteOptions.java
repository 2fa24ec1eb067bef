package dev.longshore.cluster;

/**
 * How to write.
 *
 * @param fieldManager who owns what is written; at most 128 characters
 * @param dryRun everything but the commit
 * @param validation what becomes of unknown and duplicate fields
 */
public record WriteOptions(String fieldManager, boolean dryRun, FieldValidation validation) {
    /** Source: Kubernetes API, query parameter fieldValidation. */
    public enum FieldValidation {
        STRICT,
        WARN,
        IGNORE
    }

    public static WriteOptions by(String fieldManager) {
        return new WriteOptions(fieldManager, false, FieldValidation.STRICT);
    }

    public WriteOptions asDryRun() {
        return new WriteOptions(fieldManager, true, validation);
    }
}

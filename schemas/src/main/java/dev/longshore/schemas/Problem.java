package dev.longshore.schemas;

/**
 * What a user must fix.
 *
 * @param path for example {@code spec.template.spec.containers[0].image}; empty for the whole object
 * @param reason as a Status cause has it: {@code FieldValueInvalid}, {@code FieldValueRequired}, …
 * @param message without the path
 */
public record Problem(String path, String reason, String message) {
    /** {@code path: message}, as people read it. */
    public String text() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}

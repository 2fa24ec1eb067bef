package dev.longshore.schemas;

import dev.longshore.objects.ApiStatus;

/**
 * What a user must fix. Source: apimachinery {@code field.Error}.
 *
 * @param path for example {@code spec.template.spec.containers[0].image}; empty for the whole object
 * @param reason as a Status cause has it: {@code FieldValueInvalid}, {@code FieldValueRequired}, …
 * @param message without the path
 */
public record Problem(String path, String reason, String message) {
    static Problem required(String path) {
        return new Problem(path, "FieldValueRequired", "Required value");
    }

    static Problem required(String path, String detail) {
        return new Problem(path, "FieldValueRequired", "Required value: " + detail);
    }

    /** @param value as it is shown: strings quoted, objects as JSON */
    static Problem invalid(String path, String value, String detail) {
        return new Problem(path, "FieldValueInvalid", "Invalid value: " + value + ": " + detail);
    }

    static Problem duplicate(String path, String value) {
        return new Problem(path, "FieldValueDuplicate", "Duplicate value: " + value);
    }

    static Problem notFound(String path, String value) {
        return new Problem(path, "FieldValueNotFound", "Not found: " + value);
    }

    static Problem forbidden(String path, String detail) {
        return new Problem(path, "FieldValueForbidden", "Forbidden: " + detail);
    }

    /** The same problem of a value that stands at {@code place}. */
    Problem at(String place) {
        if (place.isEmpty()) {
            return this;
        }
        String joint = path.isEmpty() || path.startsWith("[") ? "" : ".";
        return new Problem(place + joint + path, reason, message);
    }

    /** {@code path: message}, as people read it. */
    public String text() {
        return path.isEmpty() ? message : path + ": " + message;
    }

    /** As an entry of a Status. */
    public ApiStatus.Cause cause() {
        return new ApiStatus.Cause(reason, message, path);
    }
}

package dev.longshore.objects;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A refusal in Kubernetes' words. Source: meta/v1 Status.
 *
 * @param code HTTP status code
 * @param reason machine-readable, for example {@code NotFound}, {@code Invalid}
 * @param message one sentence for people: what, where, what to do
 * @param details group, kind, name and uid of what was asked for, where known; keys as in StatusDetails
 * @param causes one entry for each fault
 * @param retryAfterSeconds when it makes sense to ask again
 * @param next token with which the rest of a list can still be had, at the price of consistency; empty: none
 */
public record ApiStatus(
        int code,
        String reason,
        String message,
        Map<String, String> details,
        List<Cause> causes,
        Optional<Integer> retryAfterSeconds,
        String next) {
    public ApiStatus(
            int code,
            String reason,
            String message,
            Map<String, String> details,
            List<Cause> causes,
            Optional<Integer> retryAfterSeconds) {
        this(code, reason, message, details, causes, retryAfterSeconds, "");
    }

    /**
     * @param reason for example {@code FieldValueInvalid}
     * @param field path, for example {@code spec.containers[0].image}; may be empty
     */
    public record Cause(String reason, String message, String field) {}

    /** A status with neither details nor causes. */
    public static ApiStatus of(int code, String reason, String message) {
        return new ApiStatus(code, reason, message, Map.of(), List.of(), Optional.empty());
    }
}

package dev.longshore.engine.apiserver;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.objects.ApiStatus;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Status bodies. Source: meta/v1 Status; the sentences are those that clients look for. */
final class Statuses {
    private Statuses() {}

    /** The answer that says it; {@code Retry-After} goes with the seconds of the status. */
    static Answer answer(ApiStatus status) {
        Answer answer = Answer.json(status.code(), body(status));
        return status.retryAfterSeconds()
                .map(seconds -> answer.with("Retry-After", Integer.toString(seconds)))
                .orElse(answer);
    }

    static ObjectNode body(ApiStatus status) {
        ObjectNode body = empty("Failure");
        if (!status.next().isEmpty()) {
            body.withObjectProperty("metadata").put("continue", status.next());
        }
        body.put("message", status.message()).put("reason", status.reason());
        if (!status.details().isEmpty()
                || status.reason().equals("NotFound") // kubectl debug looks into them without asking
                || !status.causes().isEmpty()
                || status.retryAfterSeconds().isPresent()) {
            ObjectNode details = body.putObject("details");
            status.details().forEach(details::put);
            if (!status.causes().isEmpty()) {
                ArrayNode causes = details.putArray("causes");
                status.causes().forEach(cause -> addCause(causes.addObject(), cause));
            }
            status.retryAfterSeconds().ifPresent(seconds -> details.put("retryAfterSeconds", seconds));
        }
        return body.put("code", status.code());
    }

    private static void addCause(ObjectNode into, ApiStatus.Cause cause) {
        into.put("reason", cause.reason()).put("message", cause.message());
        if (!cause.field().isEmpty()) {
            into.put("field", cause.field());
        }
    }

    private static ObjectNode empty(String outcome) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
        return body.put("status", outcome);
    }

    /** Done, and there is no object to show. */
    static Answer success(int code) {
        return Answer.json(code, empty("Success").put("code", code));
    }

    /** Gone; names what is gone, so that a caller who waits for it knows which one. */
    static Answer deleted(Item item) {
        ObjectNode body = empty("Success");
        ObjectNode details = body.putObject("details");
        details(item.key()).forEach(details::put);
        details.put("uid", item.uid());
        return Answer.json(200, body);
    }

    static ApiStatus notFound(ObjectKey key) {
        return about(404, "NotFound", key.kind().resource() + " \"" + key.name() + "\" not found", key);
    }

    static ApiStatus alreadyExists(ObjectKey key) {
        return about(409, "AlreadyExists", key.kind().resource() + " \"" + key.name() + "\" already exists", key);
    }

    static ApiStatus conflict(ObjectKey key) {
        return about(
                409,
                "Conflict",
                "Operation cannot be fulfilled on " + key.kind().resource() + " \"" + key.name()
                        + "\": the object has been modified; please apply your changes to the latest version and try again",
                key);
    }

    static ApiStatus noSuchPath() {
        return ApiStatus.of(404, "NotFound", "the server could not find the requested resource");
    }

    /** Begins as clients know it, and names what is missing: people see this sentence and nothing else. */
    static ApiStatus notServed(ResourcePath path) {
        return ApiStatus.of(
                404,
                "NotFound",
                "the server could not find the requested resource: " + path.resource() + " (" + path.version()
                        + ") is not supported; \"kubectl api-resources\" lists what is");
    }

    static ApiStatus notAllowed() {
        return ApiStatus.of(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
    }

    /** What Kubernetes has and this product has not yet. */
    static ApiStatus notSupported(String what) {
        return ApiStatus.of(404, "NotFound", what + " is not supported yet");
    }

    static ApiStatus unauthorized() {
        return ApiStatus.of(401, "Unauthorized", "Unauthorized");
    }

    static ApiStatus unavailable(String why) {
        return ApiStatus.of(503, "ServiceUnavailable", "the server is currently unable to handle the request: " + why);
    }

    static ApiStatus internal(String audit) {
        return ApiStatus.of(500, "InternalError", "Internal error occurred: see the engine's log for " + audit);
    }

    /** It may have happened. Never with a Retry-After: clients would simply repeat it. */
    static Answer unknown(ObjectKey key, String why) {
        return answer(about(500, "InternalError", "Internal error occurred: the outcome is not known: " + why, key))
                .with("X-Longshore-Outcome", "unknown");
    }

    private static ApiStatus about(int code, String reason, String message, ObjectKey key) {
        return new ApiStatus(code, reason, message, details(key), List.of(), Optional.empty());
    }

    private static Map<String, String> details(ObjectKey key) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("name", key.name());
        if (!key.kind().group().isEmpty()) {
            details.put("group", key.kind().group());
        }
        details.put("kind", key.kind().plural());
        return details;
    }
}

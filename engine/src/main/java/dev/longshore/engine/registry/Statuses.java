package dev.longshore.engine.registry;

import dev.longshore.objects.ApiStatus;
import dev.longshore.objects.Kind;
import dev.longshore.objects.ObjectKey;
import dev.longshore.schemas.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Refusals in Kubernetes' words. Source: apimachinery, errors of the API. */
final class Statuses {
    private Statuses() {}

    static ApiStatus badRequest(String message) {
        return ApiStatus.of(400, "BadRequest", message);
    }

    /** No such kind here. */
    static ApiStatus notServed() {
        return ApiStatus.of(404, "NotFound", "the server could not find the requested resource");
    }

    static ApiStatus notFound(Kind kind, String name) {
        return of(404, "NotFound", kind.resource() + " \"" + name + "\" not found", details(kind, name), List.of());
    }

    static ApiStatus notAllowed(String what, Kind kind) {
        return ApiStatus.of(
                405, "MethodNotAllowed", what + " is not supported on resources of kind \"" + kind.name() + "\"");
    }

    static ApiStatus forbidden(ObjectKey key, String why, ApiStatus.Cause... causes) {
        String message = key.kind().resource() + " \"" + key.name() + "\" is forbidden: " + why;
        return of(403, "Forbidden", message, details(key.kind(), key.name()), List.of(causes));
    }

    /** Somebody was faster, in a way that reading again does not mend by itself. */
    static ApiStatus conflict(ObjectKey key, String why) {
        String resource =
                key.subresource().isEmpty() ? key.kind().resource() : key.kind().resource() + "/" + key.subresource();
        String message = "Operation cannot be fulfilled on " + resource + " \"" + key.name() + "\": " + why;
        return of(409, "Conflict", message, details(key.kind(), key.name()), List.of());
    }

    static ApiStatus invalid(ObjectKey key, String path, String reason, String message) {
        return invalid(key, List.of(new Problem(path, reason, message)));
    }

    /** Everything that is wrong with an object. */
    static ApiStatus invalid(ObjectKey key, List<Problem> problems) {
        Kind kind = key.kind();
        String name = kind.group().isEmpty() ? kind.name() : kind.name() + "." + kind.group();
        String texts = problems.stream().map(Problem::text).collect(Collectors.joining(", "));
        String all = problems.size() == 1 ? texts : "[" + texts + "]";
        Map<String, String> details = details(kind, key.name());
        details.put("kind", kind.name());
        return of(422, "Invalid", name + " \"" + key.name() + "\" is invalid: " + all, details, causes(problems));
    }

    /** A well-formed patch that this object does not take. kubectl shows the cause only. */
    static ApiStatus unfit(ObjectKey key, String why) {
        String message = "the server rejected our request due to an error in our request: " + why;
        ApiStatus.Cause cause = new ApiStatus.Cause("FieldValueInvalid", why, "patch");
        return of(422, "Invalid", message, details(key.kind(), key.name()), List.of(cause));
    }

    private static List<ApiStatus.Cause> causes(List<Problem> problems) {
        return problems.stream()
                .map(problem -> new ApiStatus.Cause(problem.reason(), problem.message(), problem.path()))
                .toList();
    }

    /** A body that does not decode. */
    static ApiStatus cannotHandle(Kind kind, String why) {
        return badRequest(kind.name() + " in version \"" + kind.version() + "\" cannot be handled as a " + kind.name()
                + ": " + why);
    }

    static ApiStatus of(
            int code, String reason, String message, Map<String, String> details, List<ApiStatus.Cause> causes) {
        return new ApiStatus(code, reason, message, details, causes, Optional.empty());
    }

    static Map<String, String> details(Kind kind, String name) {
        Map<String, String> details = new LinkedHashMap<>();
        if (!name.isEmpty()) {
            details.put("name", name);
        }
        if (!kind.group().isEmpty()) {
            details.put("group", kind.group());
        }
        details.put("kind", kind.plural());
        return details;
    }
}

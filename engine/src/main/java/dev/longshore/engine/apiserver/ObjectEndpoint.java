package dev.longshore.engine.apiserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.cluster.Patch;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.cluster.WriteResult.Deleted;
import dev.longshore.cluster.WriteResult.Exists;
import dev.longshore.cluster.WriteResult.Missing;
import dev.longshore.cluster.WriteResult.Refused;
import dev.longshore.cluster.WriteResult.Stale;
import dev.longshore.cluster.WriteResult.Unchanged;
import dev.longshore.cluster.WriteResult.Unknown;
import dev.longshore.cluster.WriteResult.Written;
import dev.longshore.objects.ApiStatus;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import java.util.List;

/**
 * One object or subresource. Speaks HTTP only; every rule about objects lives behind the door.
 *
 * <p>Written 200 (201 when created) · Unchanged 200 · Deleted 200 · Stale 409 Conflict · Missing 404 NotFound · Exists 409
 * AlreadyExists · Refused as it says · Unknown 500. Which of them it was, where the code does not tell, stands in
 * {@code X-Longshore-Outcome}: unchanged, deleted, stale (with the revision found in {@code X-Longshore-Revision}), unknown.
 */
final class ObjectEndpoint {
    Answer get(ApiRequest request) {
        return request.cluster()
                .get(request.key())
                .map(item -> Answer.json(200, Shown.item(request, item)))
                .orElseGet(() -> Statuses.answer(Statuses.notFound(request.key())));
    }

    Answer create(ApiRequest request) {
        WriteOptions options = request.writeOptions();
        RequestBody body = RequestBody.read(request.exchange(), options.validation());
        boolean whole = request.path().subresource().isEmpty();
        ObjectKey key = whole ? named(request, body.object()) : request.key();
        WriteResult result = request.cluster().create(Draft.of(key, body.object()), options);
        if (!whole && result instanceof Written) {
            return Statuses.success(201);
        }
        return answer(request, key, result, body.warnings(), 201);
    }

    /** The name is in the body, or the server draws one. */
    private static ObjectKey named(ApiRequest request, ObjectNode body) {
        String name = body.path("metadata").path("name").asText("");
        return new ObjectKey(request.kind(), request.path().namespace(), name, "");
    }

    Answer replace(ApiRequest request) {
        WriteOptions options = request.writeOptions();
        RequestBody body = RequestBody.read(request.exchange(), options.validation());
        WriteResult result = request.cluster().replace(Draft.of(request.key(), body.object()), options);
        return answer(request, request.key(), result, body.warnings(), 200);
    }

    Answer patch(ApiRequest request) {
        WriteOptions options = request.writeOptions();
        String type = RequestBody.mediaType(request.exchange());
        boolean apply = type.equals("application/apply-patch+yaml");
        if (apply && request.query().text("fieldManager").isEmpty()) {
            throw ApiRefusal.invalid("PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value:"
                    + " is required for apply patch");
        }
        if (!apply && request.query().flag("force")) {
            throw ApiRefusal.invalid("force: Forbidden: may not be specified for non-apply patch");
        }
        byte[] bytes = request.exchange().readBody(RequestBody.LIMIT_BYTES);
        RequestBody body = apply
                ? RequestBody.yamlOrJson(bytes, options.validation())
                : RequestBody.json(bytes, options.validation());
        WriteResult result = request.cluster()
                .patch(request.key(), patch(type, body, request.query().flag("force")), options);
        return answer(request, request.key(), result, body.warnings(), 201);
    }

    private static Patch patch(String type, RequestBody body, boolean force) {
        return switch (type) {
            case "application/json-patch+json" -> new Patch.Json(body.tree());
            case "application/merge-patch+json" -> new Patch.Merge(body.object());
            case "application/strategic-merge-patch+json" -> new Patch.Strategic(body.object());
            case "application/apply-patch+yaml" -> new Patch.Apply(body.object(), force);
            default -> throw RequestBody.unsupportedPatch();
        };
    }

    Answer delete(ApiRequest request) {
        WriteResult result = request.cluster().delete(request.key(), DeleteBody.read(request));
        return result instanceof Deleted(Item item)
                ? Statuses.deleted(item)
                : answer(request, request.key(), result, List.of(), 200);
    }

    private static Answer answer(
            ApiRequest request, ObjectKey key, WriteResult result, List<String> warnings, int created) {
        return switch (result) {
            case Written(Item item, boolean isNew, List<String> more) ->
                Warnings.onto(shown(request, item, isNew ? created : 200), Warnings.join(warnings, more));
            case Unchanged(Item item, List<String> more) ->
                Warnings.onto(outcome("unchanged", shown(request, item, 200)), Warnings.join(warnings, more));
            case Deleted(Item item) -> outcome("deleted", shown(request, item, 200));
            case Stale(long current) ->
                outcome("stale", Statuses.answer(Statuses.conflict(key)))
                        .with("X-Longshore-Revision", Long.toString(current));
            case Missing() -> Statuses.answer(Statuses.notFound(key));
            case Exists() -> Statuses.answer(Statuses.alreadyExists(key));
            case Refused(ApiStatus status) -> Statuses.answer(status);
            case Unknown(String why) -> Statuses.unknown(key, why);
        };
    }

    /** What HTTP and Kubernetes have no word for; others ignore it. */
    private static Answer outcome(String word, Answer answer) {
        return answer.with("X-Longshore-Outcome", word);
    }

    private static Answer shown(ApiRequest request, Item item, int code) {
        return Answer.json(code, Shown.item(request, item));
    }
}

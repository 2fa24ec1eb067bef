package dev.longshore.engine.apiserver;

import dev.longshore.cluster.Query;
import dev.longshore.cluster.Query.Freshness;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a query string says about reading. Source: Kubernetes API concepts, "resourceVersion semantics". */
final class ReadOptions {
    private static final String EXACT = "Exact";
    private static final String NOT_OLDER = "NotOlderThan";
    private static final int PAGE_MAX = 100_000;

    private ReadOptions() {}

    /** The objects of a list, as one page. */
    static Query list(ApiRequest request) {
        QueryParameters query = request.query();
        if (query.has("sendInitialEvents")) {
            throw ApiRefusal.invalid("sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list");
        }
        int limit = (int) Math.min(PAGE_MAX, query.number("limit").orElse(0));
        return selected(request, limit, query.text("continue"), freshness(query, limit));
    }

    /** The objects of a watch. */
    static Query watch(ApiRequest request) {
        return selected(request, 0, "", new Freshness.Newest());
    }

    private static Query selected(ApiRequest request, int limit, String next, Freshness freshness) {
        FieldSelectors fields = FieldSelectors.parse(request.query().text("fieldSelector"));
        Map<String, String> equal = new LinkedHashMap<>(fields.equal());
        if (!request.path().name().isEmpty()) {
            equal.put("metadata.name", request.path().name());
        }
        return new Query(
                request.kind(),
                request.path().namespace(),
                LabelSelectors.parse(request.query().text("labelSelector")),
                equal,
                fields.unequal(),
                "",
                limit,
                next,
                freshness);
    }

    private static Freshness freshness(QueryParameters query, int limit) {
        String match = query.text("resourceVersionMatch");
        Optional<Long> revision = revision(query);
        if (!query.text("continue").isEmpty()) {
            refuseBesideContinue(match, revision);
            return new Freshness.Newest();
        }
        if (revision.isEmpty()) {
            if (!match.isEmpty()) {
                throw ApiRefusal.invalid("resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless"
                        + " resourceVersion is provided");
            }
            return new Freshness.Newest();
        }
        return of(revision.get(), match, limit);
    }

    private static Freshness of(long revision, String match, int limit) {
        boolean exact = switch (match) {
            case EXACT -> true;
            case NOT_OLDER -> false;
            case "" -> limit > 0 && revision > 0;
            default ->
                throw ApiRefusal.invalid("resourceVersionMatch: Unsupported value: \"" + match
                        + "\": supported values: \"Exact\", \"NotOlderThan\"");
        };
        if (revision == 0) {
            if (exact) {
                throw ApiRefusal.invalid(
                        "resourceVersionMatch: Forbidden: resourceVersionMatch \"Exact\" is forbidden for resourceVersion \"0\"");
            }
            return new Freshness.Any();
        }
        return exact ? new Freshness.Exactly(revision) : new Freshness.NotOlderThan(revision);
    }

    private static void refuseBesideContinue(String match, Optional<Long> revision) {
        if (!match.isEmpty()) {
            throw ApiRefusal.invalid(
                    "resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden when continue is provided");
        }
        if (revision.isPresent() && revision.get() != 0) {
            throw ApiRefusal.badRequest("specifying resource version is not allowed when using continue");
        }
    }

    /** Empty when none is given. */
    static Optional<Long> revision(QueryParameters query) {
        Optional<String> given = query.get("resourceVersion");
        if (given.isPresent() && !given.get().matches("\\d{1,18}")) {
            throw ApiRefusal.invalid("resourceVersion: Invalid value: \"" + given.get()
                    + "\": must be what the server gave, a whole number");
        }
        return given.map(Long::valueOf);
    }
}

package dev.longshore.engine.apiserver;

import dev.longshore.cluster.Cluster;
import dev.longshore.engine.apiserver.discovery.Subresource;
import dev.longshore.engine.apiserver.discovery.Verbs;
import dev.longshore.engine.apiserver.http.Exchange;
import dev.longshore.objects.ApiStatus;
import dev.longshore.schemas.KindSchema;
import dev.longshore.schemas.SchemaCatalog;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From path and method to the endpoint for objects. */
final class ResourceRouter {
    private static final long WATCHES_MAX = 20_000;
    private static final Set<String> KUBERNETES_HAS = Set.of(
            "log",
            "exec",
            "attach",
            "portforward",
            "proxy",
            "eviction",
            "ephemeralcontainers",
            "resize",
            "token",
            "approval");
    private static final Map<String, String> VERBS =
            Map.of("GET", "get", "POST", "create", "PUT", "update", "PATCH", "patch", "DELETE", "delete");

    private final ObjectEndpoint objects = new ObjectEndpoint();
    private final CollectionEndpoint collections = new CollectionEndpoint();
    private final WatchEndpoint watches;
    private final RequestMetrics metrics;

    ResourceRouter(WatchEndpoint watches, RequestMetrics metrics) {
        this.watches = watches;
        this.metrics = metrics;
    }

    /** A request whose caller is known. */
    record Call(Exchange exchange, Cluster cluster, ResourcePath path, QueryParameters query, Instant now) {}

    /** Empty: it has been answered, as a watch is. */
    Optional<Answer> answer(Call call, SchemaCatalog catalog) {
        ResourcePath path = call.path();
        Optional<KindSchema> schema = catalog.byPlural(path.group(), path.version(), path.plural());
        if (schema.isEmpty()) {
            return Optional.of(Statuses.answer(Statuses.notServed(path)));
        }
        boolean misplaced = !path.namespace().isEmpty() && !schema.get().kind().namespaced();
        boolean homeless = !path.name().isEmpty()
                && path.namespace().isEmpty()
                && schema.get().kind().namespaced();
        if (misplaced || homeless) {
            return Optional.of(Statuses.answer(Statuses.noSuchPath()));
        }
        Optional<Representation> wanted = Representation.choose(call.exchange().header("accept"));
        if (wanted.isEmpty()) {
            return Optional.of(Statuses.answer(ApiStatus.of(406, "NotAcceptable", Representation.NOT_ACCEPTABLE)));
        }
        ApiRequest request = new ApiRequest(
                call.exchange(), call.cluster(), schema.get(), path, call.query(), wanted.get(), call.now());
        return path.subresource().isEmpty() ? whole(request) : Optional.of(part(request));
    }

    private Optional<Answer> whole(ApiRequest request) {
        boolean one = !request.path().name().isEmpty();
        String method = request.exchange().method();
        if (method.equals("GET") && request.query().flag("watch")) {
            return watch(request);
        }
        return Optional.of(one ? object(request, method) : collection(request, method));
    }

    private Answer object(ApiRequest request, String method) {
        return switch (method) {
            case "GET" -> objects.get(request);
            case "PUT" -> objects.replace(request);
            case "PATCH" -> objects.patch(request);
            case "DELETE" -> objects.delete(request);
            default -> Statuses.answer(Statuses.notAllowed());
        };
    }

    private Answer collection(ApiRequest request, String method) {
        boolean everywhere =
                request.kind().namespaced() && request.path().namespace().isEmpty();
        if (everywhere && !method.equals("GET")) {
            return Statuses.answer(Statuses.notAllowed());
        }
        return switch (method) {
            case "GET" -> collections.list(request);
            case "POST" -> objects.create(request);
            case "DELETE" ->
                Verbs.of(request.schema()).contains("deletecollection")
                        ? collections.deleteAll(request)
                        : Statuses.answer(Statuses.notAllowed());
            default -> Statuses.answer(Statuses.notAllowed());
        };
    }

    private Answer part(ApiRequest request) {
        String name = request.path().subresource();
        Optional<Subresource> known = Subresource.find(request.schema(), name);
        if (known.isEmpty()) {
            String first = name.split("/", 2)[0];
            return Statuses.answer(
                    KUBERNETES_HAS.contains(first)
                            ? Statuses.notSupported(request.path().plural() + "/" + first)
                            : Statuses.noSuchPath());
        }
        String verb = VERBS.getOrDefault(request.exchange().method(), "");
        if (!known.get().verbs().contains(verb)) {
            return Statuses.answer(Statuses.notAllowed());
        }
        return verb.equals("create")
                ? objects.create(request)
                : object(request, request.exchange().method());
    }

    /** A client that tries WebSocket first goes on over HTTP when it gets a 503, and fails at anything else. */
    private Optional<Answer> watch(ApiRequest request) {
        if (request.exchange().header("upgrade").isPresent()) {
            return Optional.of(Statuses.answer(
                    Statuses.unavailable("a watch over WebSocket is not supported yet; watch over HTTP")));
        }
        if (Representation.inYaml(request.exchange().header("accept"))) {
            return Optional.of(Statuses.answer(
                    ApiStatus.of(406, "NotAcceptable", "a watch is only told in JSON: ask for application/json")));
        }
        if (!metrics.watchBegins(WATCHES_MAX)) {
            return Optional.of(Statuses.answer(ApiStatus.of(
                    429, "TooManyRequests", "more than " + WATCHES_MAX + " watches are open; try again later")));
        }
        try {
            watches.watch(request);
            return Optional.empty();
        } finally {
            metrics.watchEnded();
        }
    }
}

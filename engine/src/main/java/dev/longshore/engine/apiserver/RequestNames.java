package dev.longshore.engine.apiserver;

import dev.longshore.engine.apiserver.http.Exchange;
import dev.longshore.schemas.SchemaCatalog;
import java.util.Locale;
import java.util.Optional;

/**
 * What a request is called in counters. Only names the server knows itself, so that callers cannot make new ones.
 *
 * @param resource {@code deployments.apps}, with a subresource {@code deployments.apps/status}; {@code other} for everything else
 */
record RequestNames(String verb, String resource) {
    private static final RequestNames OTHER = new RequestNames("other", "other");

    static RequestNames of(Exchange exchange, SchemaCatalog catalog) {
        Optional<ResourcePath> path = ApiPath.parse(exchange.path()).flatMap(ResourcePath::parse);
        boolean served = path.flatMap(known -> catalog.byPlural(known.group(), known.version(), known.plural()))
                .isPresent();
        if (!served) {
            return OTHER;
        }
        ResourcePath known = path.orElseThrow();
        boolean one = !known.name().isEmpty();
        boolean watch = exchange.query().matches("(.*&)?watch(=true|=1)?(&.*)?");
        return new RequestNames(verb(exchange.method(), one, watch), known.resource() + part(known));
    }

    private static String part(ResourcePath path) {
        return switch (path.subresource()) {
            case "status", "scale", "binding", "finalize" -> "/" + path.subresource();
            default -> "";
        };
    }

    private static String verb(String method, boolean one, boolean watch) {
        return switch (method.toUpperCase(Locale.ROOT)) {
            case "GET" -> watch ? "watch" : one ? "get" : "list";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> one ? "delete" : "deletecollection";
            default -> "other";
        };
    }
}

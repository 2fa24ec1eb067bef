package dev.longshore.engine.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.engine.apiserver.Representation.Range;
import dev.longshore.engine.apiserver.discovery.AggregatedDiscovery;
import dev.longshore.engine.apiserver.discovery.ClassicDiscovery;
import dev.longshore.engine.apiserver.http.Exchange;
import dev.longshore.schemas.SchemaCatalog;
import java.util.List;
import java.util.Optional;

/** What is served: {@code /api}, {@code /apis} and below, without objects; {@code /}. */
final class DiscoveryEndpoint {
    private static final String AGGREGATED = "APIGroupDiscoveryList";
    private static final List<String> AGGREGATED_VERSIONS = List.of("v2", "v2beta1");

    /** Empty when the path names something else. */
    Optional<Answer> answer(Exchange exchange, ApiPath path, SchemaCatalog catalog) {
        if (path.size() == 0) {
            return Optional.of(root());
        }
        if (path.is("api")) {
            return Optional.of(aggregatedVersion(exchange)
                    .map(version -> aggregated(exchange, AggregatedDiscovery.core(catalog, version), version))
                    .orElseGet(() -> document(exchange, ClassicDiscovery.versions(address(exchange)))));
        }
        if (path.is("apis")) {
            return Optional.of(aggregatedVersion(exchange)
                    .map(version -> aggregated(exchange, AggregatedDiscovery.groups(catalog, version), version))
                    .orElseGet(() -> document(exchange, ClassicDiscovery.groups(catalog))));
        }
        return below(path, catalog).map(found -> document(exchange, found));
    }

    private static Optional<ObjectNode> below(ApiPath path, SchemaCatalog catalog) {
        if (path.startsWith("api") && path.size() == 2) {
            return ClassicDiscovery.resources(catalog, "", path.at(1));
        }
        if (path.startsWith("apis") && path.size() == 2) {
            return ClassicDiscovery.group(catalog, path.at(1));
        }
        return path.startsWith("apis") && path.size() == 3
                ? ClassicDiscovery.resources(catalog, path.at(1), path.at(2))
                : Optional.empty();
    }

    private static Answer root() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        var paths = document.putArray("paths");
        List.of("/api", "/api/v1", "/apis", "/healthz", "/livez", "/openapi/v2", "/openapi/v3", "/readyz", "/version")
                .forEach(paths::add);
        return Answer.json(200, document);
    }

    /** The first that the caller takes; empty: it wants the classic documents. */
    private static Optional<String> aggregatedVersion(Exchange exchange) {
        for (Range range : Representation.ranges(exchange.header("accept").orElse("*/*"))) {
            String version = range.parameters().getOrDefault("v", "");
            if (range.parameters().getOrDefault("as", "").equals(AGGREGATED) && AGGREGATED_VERSIONS.contains(version)) {
                return Optional.of(version);
            }
            if (!range.parameters().containsKey("as") && !range.type().contains("protobuf")) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Answer aggregated(Exchange exchange, JsonNode document, String version) {
        return typed(exchange, document, "application/json;g=apidiscovery.k8s.io;v=" + version + ";as=" + AGGREGATED);
    }

    private static Answer document(Exchange exchange, JsonNode document) {
        return typed(exchange, document, Answer.JSON);
    }

    private static Answer typed(Exchange exchange, JsonNode document, String type) {
        Answer answer = Answer.json(200, document).set("Content-Type", type).set("Vary", "Accept");
        return Cached.answer(exchange, answer);
    }

    private static String address(Exchange exchange) {
        return exchange.header("host").orElse("");
    }
}

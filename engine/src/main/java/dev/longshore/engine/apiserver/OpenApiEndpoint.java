package dev.longshore.engine.apiserver;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.engine.apiserver.http.Exchange;
import dev.longshore.schemas.SchemaCatalog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Schemas of everything served. Version 3 is complete. Version 2 is the smallest document that old clients accept: with it they
 * leave validation to the server, and cannot explain.
 */
final class OpenApiEndpoint {
    private static final String V2_PROTOBUF = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";
    /** Field 1, {@code swagger}, of gnostic's Document: the text 2.0. */
    private static final byte[] V2_DOCUMENT = {0x0a, 3, '2', '.', '0'};

    private final Function<SchemaCatalog, Map<String, byte[]>> make;
    private final AtomicReference<Documents> made = new AtomicReference<>(new Documents(Optional.empty(), Map.of()));

    /** Documents of one catalogue, made when first asked for. */
    private record Documents(Optional<SchemaCatalog> of, Map<String, Document> byPath) {}

    private record Document(byte[] body, String hash) {}

    /** @param make documents by path below {@code /openapi/v3/}, such as {@code apis/apps/v1} */
    OpenApiEndpoint(Function<SchemaCatalog, Map<String, byte[]>> make) {
        this.make = make;
    }

    /** Empty when the path names something else. */
    Optional<Answer> answer(Exchange exchange, ApiPath path, QueryParameters query, SchemaCatalog catalog) {
        if (path.is("openapi", "v2")) {
            return Optional.of(v2(exchange));
        }
        if (path.is("openapi", "v3")) {
            return Optional.of(Cached.answer(exchange, Answer.json(200, index(catalog))));
        }
        return path.startsWith("openapi", "v3")
                ? v3(exchange, String.join("/", path.from(2)), query.text("hash"), catalog)
                : Optional.empty();
    }

    private static Answer v2(Exchange exchange) {
        boolean protobuf = exchange.header("accept").orElse("").contains("protobuf");
        if (!protobuf) {
            ObjectNode document = JsonNodeFactory.instance.objectNode().put("swagger", "2.0");
            document.putObject("info").put("title", "Longshore").put("version", "v1");
            document.putObject("paths");
            return Answer.json(200, document);
        }
        return Cached.answer(
                exchange, new Answer(200, Map.of("Content-Type", List.of(V2_PROTOBUF)), V2_DOCUMENT.clone()));
    }

    private ObjectNode index(SchemaCatalog catalog) {
        ObjectNode index = JsonNodeFactory.instance.objectNode();
        ObjectNode paths = index.putObject("paths");
        documents(catalog)
                .forEach((path, document) -> paths.putObject(path).put("serverRelativeURL", url(path, document)));
        return index;
    }

    private static String url(String path, Document document) {
        return "/openapi/v3/" + path + "?hash=" + document.hash();
    }

    private Optional<Answer> v3(Exchange exchange, String path, String hash, SchemaCatalog catalog) {
        Document document = documents(catalog).get(path);
        if (document == null) {
            return Optional.empty();
        }
        if (!hash.isEmpty() && !hash.equals(document.hash())) {
            return Optional.of(Answer.text(301, "").set("Location", url(path, document)));
        }
        Answer answer = Cached.answer(exchange, Answer.json(200, document.body()));
        return Optional.of(
                hash.isEmpty() ? answer : answer.set("Cache-Control", "public, immutable, max-age=31536000"));
    }

    private Map<String, Document> documents(SchemaCatalog catalog) {
        Documents known = made.get();
        if (known.of().isPresent() && known.of().get().equals(catalog)) {
            return known.byPath();
        }
        Map<String, Document> fresh = new LinkedHashMap<>();
        make.apply(catalog).forEach((path, body) -> fresh.put(path, new Document(body, Cached.hash(body))));
        made.set(new Documents(Optional.of(catalog), fresh));
        return fresh;
    }
}

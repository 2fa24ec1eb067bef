package dev.longshore.engine.apiserver;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.engine.apiserver.http.Exchange;
import dev.longshore.schemas.SchemaCatalog;
import dev.longshore.schemas.openapi.OpenApi;
import dev.longshore.schemas.openapi.Swagger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Schemas of everything served, in version 3, and in version 2 for older clients. */
final class OpenApiEndpoint {
    private static final String V2_PROTOBUF = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    private final AtomicReference<Optional<Documents>> made = new AtomicReference<>(Optional.empty());

    /** Documents of one catalogue, made when one of them is first asked for. */
    private record Documents(SchemaCatalog of, Map<String, Document> third, byte[] second, byte[] secondProtobuf) {
        static Documents make(SchemaCatalog catalog) {
            Map<String, Document> third = new LinkedHashMap<>();
            OpenApi.documents(catalog).forEach((path, body) -> third.put(path, new Document(body, Cached.hash(body))));
            return new Documents(catalog, third, Swagger.json(catalog), Swagger.protobuf(catalog));
        }
    }

    private record Document(byte[] body, String hash) {}

    /** Empty when the path names something else. */
    Optional<Answer> answer(Exchange exchange, ApiPath path, QueryParameters query, SchemaCatalog catalog) {
        if (path.is("openapi", "v2")) {
            return Optional.of(v2(exchange, documents(catalog)));
        }
        if (path.is("openapi", "v3")) {
            return Optional.of(Cached.answer(exchange, Answer.json(200, index(catalog))));
        }
        return path.startsWith("openapi", "v3")
                ? v3(exchange, String.join("/", path.from(2)), query.text("hash"), catalog)
                : Optional.empty();
    }

    /** The type is named with a dot: Go cannot parse the form with an at sign, in which its clients ask for it. */
    private static Answer v2(Exchange exchange, Documents documents) {
        boolean protobuf = exchange.header("accept").orElse("").contains("protobuf");
        Answer answer = protobuf
                ? Answer.json(200, documents.secondProtobuf()).set("Content-Type", V2_PROTOBUF)
                : Answer.json(200, documents.second());
        return Cached.answer(exchange, answer.set("Vary", "Accept"));
    }

    private ObjectNode index(SchemaCatalog catalog) {
        ObjectNode index = JsonNodeFactory.instance.objectNode();
        ObjectNode paths = index.putObject("paths");
        documents(catalog)
                .third()
                .forEach((path, document) -> paths.putObject(path).put("serverRelativeURL", url(path, document)));
        return index;
    }

    private static String url(String path, Document document) {
        return "/openapi/v3/" + path + "?hash=" + document.hash();
    }

    private Optional<Answer> v3(Exchange exchange, String path, String hash, SchemaCatalog catalog) {
        Document document = documents(catalog).third().get(path);
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

    private Documents documents(SchemaCatalog catalog) {
        Optional<Documents> known =
                made.get().filter(documents -> documents.of().equals(catalog));
        if (known.isPresent()) {
            return known.get();
        }
        Documents fresh = Documents.make(catalog);
        made.set(Optional.of(fresh));
        return fresh;
    }
}

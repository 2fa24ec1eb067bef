package dev.longshore.engine.apiserver;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteOptions.FieldValidation;
import dev.longshore.engine.apiserver.http.Exchange;
import dev.longshore.objects.Kind;
import dev.longshore.objects.ObjectKey;
import dev.longshore.schemas.KindSchema;
import java.time.Instant;

/**
 * A request for objects of a kind that is served.
 *
 * @param cluster as the caller sees it
 * @param now for ages in tables
 */
record ApiRequest(
        Exchange exchange,
        Cluster cluster,
        KindSchema schema,
        ResourcePath path,
        QueryParameters query,
        Representation wanted,
        Instant now) {
    private static final int MANAGER_MAX = 128;

    Kind kind() {
        return schema.kind();
    }

    ObjectKey key() {
        return new ObjectKey(kind(), path.namespace(), path.name(), path.subresource());
    }

    /** @throws ApiRefusal for options that say nothing sensible */
    WriteOptions writeOptions() {
        return new WriteOptions(fieldManager(), dryRun(query.text("dryRun")), validation());
    }

    private String fieldManager() {
        String given = query.text("fieldManager");
        if (given.length() > MANAGER_MAX || given.chars().anyMatch(Character::isISOControl)) {
            throw ApiRefusal.invalid("fieldManager: Invalid value: at most 128 printable characters");
        }
        return given.isEmpty() ? exchange.header("user-agent").orElse("unknown").split("/", 2)[0] : given;
    }

    static boolean dryRun(String given) {
        if (!given.isEmpty() && !given.equals("All")) {
            throw ApiRefusal.invalid("dryRun: Unsupported value: \"" + given + "\": supported values: \"All\"");
        }
        return !given.isEmpty();
    }

    private FieldValidation validation() {
        return switch (query.text("fieldValidation")) {
            case "Strict" -> FieldValidation.STRICT;
            case "Ignore" -> FieldValidation.IGNORE;
            case "", "Warn" -> FieldValidation.WARN;
            case String other ->
                throw ApiRefusal.invalid("fieldValidation: Unsupported value: \"" + other
                        + "\": supported values: \"Ignore\", \"Strict\", \"Warn\"");
        };
    }
}

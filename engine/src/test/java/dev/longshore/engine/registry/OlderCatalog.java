package dev.longshore.engine.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.schemas.SchemaCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Catalogues of engines before this one, for tests of an upgrade: today's with something taken away. */
public final class OlderCatalog {
    private OlderCatalog() {}

    /** Today's kinds, of which one field of a type has no default yet. */
    public static SchemaCatalog withoutDefault(String type, String field) {
        ObjectNode kinds = today();
        ((ObjectNode) kinds.at("/types/" + type + "/fields/" + field)).remove("default");
        return SchemaCatalog.read(kinds);
    }

    /** Today's kinds, of which one type lacks a field. */
    public static SchemaCatalog without(String type, String field) {
        ObjectNode kinds = today();
        ((ObjectNode) kinds.at("/types/" + type + "/fields")).remove(field);
        return SchemaCatalog.read(kinds);
    }

    private static ObjectNode today() {
        try (InputStream in = Objects.requireNonNull(SchemaCatalog.class.getResourceAsStream("kinds.json"))) {
            return (ObjectNode) new ObjectMapper().readTree(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

package dev.longshore.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longshore.objects.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Makes the catalogue of what the build compiled from the kind files: the kinds, and the types they are made of. */
final class CatalogReader {
    /** Beside this class. */
    static final String RESOURCE = "kinds.json";

    private CatalogReader() {}

    static SchemaCatalog builtIn() {
        try (InputStream in = CatalogReader.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(
                        RESOURCE + " is not on the class path: the build of this module makes it");
            }
            return read(new ObjectMapper().readTree(in));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + RESOURCE, unreadable);
        }
    }

    /**
     * @param compiled {@code types} by full name and {@code kinds}, in the words of kind files
     * @throws IllegalArgumentException for a name that leads nowhere; the message says where it stands
     */
    static SchemaCatalog read(JsonNode compiled) {
        Map<String, Shape.Struct> structs = new TypeReader(compiled.path("types")).structs();
        List<KindSchema> kinds = new ArrayList<>();
        compiled.path("kinds").forEach(file -> kinds.add(kind(file, structs)));
        return new SchemaCatalog(kinds);
    }

    private static KindSchema kind(JsonNode file, Map<String, Shape.Struct> structs) {
        JsonNode names = file.path("kind");
        Kind kind = new Kind(
                names.path("group").asText(),
                names.path("version").asText(),
                names.path("name").asText(),
                names.path("plural").asText(),
                names.path("scope").asText().equals("Namespaced"));
        Shape.Struct root = structs.get(file.path("root").asText());
        if (root == null) {
            throw new IllegalArgumentException("no type " + file.path("root").asText() + " for the kind of that name");
        }
        List<Column> columns = new ArrayList<>();
        file.path("columns").forEach(column -> columns.add(ColumnReader.column(column, root)));
        return new KindSchema(
                kind,
                TypeReader.texts(names.path("short")),
                TypeReader.texts(names.path("categories")),
                subresources(file.path("subresources")),
                root,
                List.copyOf(columns),
                Rules.named(TypeReader.texts(file.path("rules"))),
                Rules.named(TypeReader.texts(file.path("updates"))),
                scale(file.path("subresources").path("scale")));
    }

    private static SortedSet<String> subresources(JsonNode written) {
        TreeSet<String> names = new TreeSet<>();
        written.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static KindSchema.Scale scale(JsonNode scale) {
        return new KindSchema.Scale(
                scale.path("spec").asText(),
                scale.path("status").asText(),
                scale.path("selector").asText());
    }

    /** In the order they are written. */
    static Map<String, JsonNode> entries(JsonNode object) {
        Map<String, JsonNode> entries = new LinkedHashMap<>();
        object.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
        return entries;
    }
}

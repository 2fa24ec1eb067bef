package dev.longshore.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longshore.objects.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All kinds that are served. An immutable value: read per request, never kept in a field for long. */
public final class SchemaCatalog {
    private final List<KindSchema> kinds;
    private final Map<Name, KindSchema> byName = new LinkedHashMap<>();
    private final Map<Name, KindSchema> byPlural = new LinkedHashMap<>();

    private record Name(String group, String version, String name) {}

    private static final class BuiltIn {
        static final SchemaCatalog CATALOG = CatalogReader.builtIn();
    }

    SchemaCatalog(List<KindSchema> kinds) {
        this.kinds = List.copyOf(kinds);
        for (KindSchema schema : kinds) {
            Kind kind = schema.kind();
            byName.put(new Name(kind.group(), kind.version(), kind.name()), schema);
            byPlural.put(new Name(kind.group(), kind.version(), kind.plural()), schema);
        }
    }

    /** The kinds that have a file of their own in the product; always the same value. */
    public static SchemaCatalog builtIn() {
        return BuiltIn.CATALOG;
    }

    /**
     * A catalogue of kinds and types in the compiled form.
     * @throws IllegalArgumentException for a name that leads nowhere; the message says where it stands
     */
    public static SchemaCatalog read(JsonNode compiled) {
        return CatalogReader.read(compiled);
    }

    /** In the order of discovery: the core group first, then by group, version and name. */
    public List<KindSchema> kinds() {
        return kinds;
    }

    /** By group, version and {@code kind} of a body. */
    public Optional<KindSchema> byName(String group, String version, String name) {
        return Optional.ofNullable(byName.get(new Name(group, version, name)));
    }

    /** By group, version and plural of a URL. */
    public Optional<KindSchema> byPlural(String group, String version, String plural) {
        return Optional.ofNullable(byPlural.get(new Name(group, version, plural)));
    }

    /**
     * The schema of a kind that is served.
     * @throws IllegalArgumentException for one that is not
     */
    public KindSchema of(Kind kind) {
        return byPlural(kind.group(), kind.version(), kind.plural())
                .orElseThrow(() -> new IllegalArgumentException("not served: " + kind));
    }
}

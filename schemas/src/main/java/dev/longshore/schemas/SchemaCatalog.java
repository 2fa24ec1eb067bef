package dev.longshore.schemas;

import dev.longshore.objects.Kind;
import java.util.List;
import java.util.Optional;

/** All kinds that are served. An immutable value: read per request, never kept in a field for long. */
public final class SchemaCatalog {
    private final List<KindSchema> kinds;

    SchemaCatalog(List<KindSchema> kinds) {
        this.kinds = List.copyOf(kinds);
    }

    /** In the order of discovery. */
    public List<KindSchema> kinds() {
        return kinds;
    }

    /** By group, version and {@code kind} of a body. */
    public Optional<KindSchema> byName(String group, String version, String name) {
        return kinds.stream()
                .filter(schema -> schema.kind().group().equals(group)
                        && schema.kind().version().equals(version)
                        && schema.kind().name().equals(name))
                .findFirst();
    }

    /** By group, version and plural of a URL. */
    public Optional<KindSchema> byPlural(String group, String version, String plural) {
        return kinds.stream()
                .filter(schema -> schema.kind().group().equals(group)
                        && schema.kind().version().equals(version)
                        && schema.kind().plural().equals(plural))
                .findFirst();
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

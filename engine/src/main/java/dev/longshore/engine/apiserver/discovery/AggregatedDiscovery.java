package dev.longshore.engine.apiserver.discovery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.objects.Kind;
import dev.longshore.schemas.KindSchema;
import dev.longshore.schemas.SchemaCatalog;
import java.util.List;
import java.util.Set;

/** Everything below {@code /api} or {@code /apis} in one document. Source: apidiscovery.k8s.io APIGroupDiscoveryList. */
public final class AggregatedDiscovery {
    private AggregatedDiscovery() {}

    /** @param version {@code v2} or {@code v2beta1} */
    public static ObjectNode core(SchemaCatalog catalog, String version) {
        return document(catalog, version, List.of(""));
    }

    /** @param version {@code v2} or {@code v2beta1} */
    public static ObjectNode groups(SchemaCatalog catalog, String version) {
        Set<String> names = ClassicDiscovery.groupNames(catalog);
        return document(catalog, version, List.copyOf(names));
    }

    private static ObjectNode document(SchemaCatalog catalog, String version, List<String> groups) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("kind", "APIGroupDiscoveryList").put("apiVersion", "apidiscovery.k8s.io/" + version);
        document.putObject("metadata");
        ArrayNode items = document.putArray("items");
        groups.forEach(group -> group(items.addObject(), catalog, group));
        return document;
    }

    private static void group(ObjectNode into, SchemaCatalog catalog, String group) {
        ObjectNode metadata = into.putObject("metadata");
        if (!group.isEmpty()) {
            metadata.put("name", group);
        }
        ArrayNode versions = into.putArray("versions");
        for (String version : ClassicDiscovery.versionsOf(catalog, group)) {
            ObjectNode one = versions.addObject().put("version", version);
            ArrayNode resources = one.putArray("resources");
            catalog.kinds().stream()
                    .filter(schema -> schema.kind().group().equals(group)
                            && schema.kind().version().equals(version))
                    .forEach(schema -> resource(resources.addObject(), schema));
            one.put("freshness", "Current");
        }
    }

    private static void resource(ObjectNode into, KindSchema schema) {
        into.put("resource", schema.kind().plural());
        kind(into.putObject("responseKind"), schema.kind());
        into.put("scope", schema.kind().namespaced() ? "Namespaced" : "Cluster");
        into.put("singularResource", schema.singular());
        ClassicDiscovery.words(into, "verbs", Verbs.of(schema));
        ClassicDiscovery.words(into, "shortNames", schema.shortNames());
        ClassicDiscovery.words(into, "categories", schema.categories());
        List<Subresource> parts = Subresource.of(schema);
        if (!parts.isEmpty()) {
            ArrayNode subresources = into.putArray("subresources");
            parts.forEach(part -> subresource(subresources.addObject(), part));
        }
    }

    private static void subresource(ObjectNode into, Subresource part) {
        into.put("subresource", part.name());
        kind(into.putObject("responseKind"), part.kind());
        ClassicDiscovery.words(into, "verbs", part.verbs());
    }

    private static void kind(ObjectNode into, Kind kind) {
        into.put("group", kind.group()).put("version", kind.version()).put("kind", kind.name());
    }
}

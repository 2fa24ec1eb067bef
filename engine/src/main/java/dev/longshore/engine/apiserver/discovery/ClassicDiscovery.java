package dev.longshore.engine.apiserver.discovery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.objects.Kind;
import dev.longshore.schemas.KindSchema;
import dev.longshore.schemas.SchemaCatalog;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One document per level: versions, groups, resources of a version. Source: meta/v1 APIGroupList, APIResourceList. */
public final class ClassicDiscovery {
    private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

    private ClassicDiscovery() {}

    /** {@code GET /api}. */
    public static ObjectNode versions(String serverAddress) {
        ObjectNode document = MAKE.objectNode().put("kind", "APIVersions");
        document.putArray("versions").add("v1");
        document.putArray("serverAddressByClientCIDRs")
                .addObject()
                .put("clientCIDR", "0.0.0.0/0")
                .put("serverAddress", serverAddress);
        return document;
    }

    /** {@code GET /apis}. */
    public static ObjectNode groups(SchemaCatalog catalog) {
        ObjectNode document = MAKE.objectNode().put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode groups = document.putArray("groups");
        groupNames(catalog).forEach(name -> fill(groups.addObject(), catalog, name));
        return document;
    }

    /** {@code GET /apis/GROUP}; empty when nothing of it is served. */
    public static Optional<ObjectNode> group(SchemaCatalog catalog, String name) {
        if (name.isEmpty() || versionsOf(catalog, name).isEmpty()) {
            return Optional.empty();
        }
        ObjectNode document = MAKE.objectNode().put("kind", "APIGroup").put("apiVersion", "v1");
        fill(document, catalog, name);
        return Optional.of(document);
    }

    private static void fill(ObjectNode group, SchemaCatalog catalog, String name) {
        group.put("name", name);
        ArrayNode versions = group.putArray("versions");
        List<String> all = List.copyOf(versionsOf(catalog, name));
        all.forEach(version -> version(versions.addObject(), name, version));
        version(group.putObject("preferredVersion"), name, all.getFirst());
    }

    private static void version(ObjectNode into, String group, String version) {
        into.put("groupVersion", group + "/" + version).put("version", version);
    }

    /** {@code GET /api/v1} and {@code GET /apis/GROUP/VERSION}; empty when nothing of it is served. */
    public static Optional<ObjectNode> resources(SchemaCatalog catalog, String group, String version) {
        List<KindSchema> kinds = catalog.kinds().stream()
                .filter(schema -> schema.kind().group().equals(group)
                        && schema.kind().version().equals(version))
                .toList();
        if (kinds.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode document = MAKE.objectNode().put("kind", "APIResourceList").put("apiVersion", "v1");
        document.put("groupVersion", kinds.getFirst().kind().apiVersion());
        ArrayNode resources = document.putArray("resources");
        for (KindSchema schema : kinds) {
            resource(resources.addObject(), schema);
            Subresource.of(schema).forEach(sub -> subresource(resources.addObject(), schema, sub));
        }
        return Optional.of(document);
    }

    private static void resource(ObjectNode into, KindSchema schema) {
        Kind kind = schema.kind();
        into.put("name", kind.plural()).put("singularName", schema.singular());
        into.put("namespaced", kind.namespaced()).put("kind", kind.name());
        words(into, "verbs", Verbs.of(schema));
        words(into, "shortNames", schema.shortNames());
        words(into, "categories", schema.categories());
        into.put("storageVersionHash", hash(kind));
    }

    private static void subresource(ObjectNode into, KindSchema schema, Subresource sub) {
        into.put("name", schema.kind().plural() + "/" + sub.name()).put("singularName", "");
        into.put("namespaced", schema.kind().namespaced());
        if (!sub.kind().apiVersion().equals(schema.kind().apiVersion())) {
            into.put("group", sub.kind().group()).put("version", sub.kind().version());
        }
        into.put("kind", sub.kind().name());
        words(into, "verbs", sub.verbs());
    }

    static void words(ObjectNode into, String name, List<String> words) {
        if (!words.isEmpty()) {
            ArrayNode array = into.putArray(name);
            words.forEach(array::add);
        }
    }

    /** Named groups in the order of the catalogue. */
    static Set<String> groupNames(SchemaCatalog catalog) {
        Set<String> names = new LinkedHashSet<>();
        catalog.kinds().forEach(schema -> names.add(schema.kind().group()));
        names.remove("");
        return names;
    }

    static Set<String> versionsOf(SchemaCatalog catalog, String group) {
        Set<String> versions = new LinkedHashSet<>();
        catalog.kinds().stream()
                .filter(schema -> schema.kind().group().equals(group))
                .forEach(schema -> versions.add(schema.kind().version()));
        return versions;
    }

    /** Opaque to clients. */
    private static String hash(Kind kind) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((kind.group() + "/" + kind.version() + "/" + kind.name()).getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(Arrays.copyOf(digest, 8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

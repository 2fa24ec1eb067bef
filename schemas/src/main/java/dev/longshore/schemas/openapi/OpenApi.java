package dev.longshore.schemas.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.objects.Kind;
import dev.longshore.schemas.KindSchema;
import dev.longshore.schemas.Release;
import dev.longshore.schemas.SchemaCatalog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One OpenAPI v3 document for each group and version: its operations and all types they reach. Source: kube-openapi. */
public final class OpenApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    private OpenApi() {}

    /** JSON by path below {@code /openapi/v3/}, such as {@code api/v1} and {@code apis/apps/v1}. Equal catalogues give equal bytes. */
    public static Map<String, byte[]> documents(SchemaCatalog catalog) {
        Map<String, byte[]> documents = new LinkedHashMap<>();
        for (KindSchema schema : catalog.kinds()) {
            Kind kind = schema.kind();
            documents.computeIfAbsent(path(kind), _ -> document(catalog, kind.group(), kind.version()));
        }
        return documents;
    }

    /** The document of one group and version; without operations when none of its kinds is served. */
    public static byte[] document(SchemaCatalog catalog, String group, String version) {
        List<KindSchema> kinds = catalog.kinds().stream()
                .filter(schema -> schema.kind().group().equals(group)
                        && schema.kind().version().equals(version))
                .toList();
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("openapi", "3.0.0");
        document.putObject("info").put("title", "Longshore").put("version", "v" + Release.KUBERNETES);
        ObjectNode paths = document.putObject("paths");
        Components components = new Components(new ComponentNames(catalog));
        for (KindSchema schema : kinds) {
            new Operations(schema, components.add(schema), "/" + path(schema.kind())).into(paths);
        }
        document.putObject("components").set("schemas", components.schemas());
        try {
            return JSON.writeValueAsBytes(document);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String path(Kind kind) {
        return (kind.group().isEmpty() ? "api/" : "apis/") + kind.apiVersion();
    }
}

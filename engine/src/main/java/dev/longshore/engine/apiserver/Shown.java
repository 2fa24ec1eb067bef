package dev.longshore.engine.apiserver;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.cluster.Page;
import dev.longshore.objects.Item;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Items in the representation that the caller asked for. Whole objects go out as the bytes they are stored in. */
final class Shown {
    private Shown() {}

    static byte[] item(ApiRequest request, Item item) {
        return switch (request.wanted()) {
            case Representation.Objects() -> item.bytes();
            case Representation.Metadata() -> bytes(Tables.metadataOnly(item, "v1"));
            case Representation.Table table ->
                bytes(Tables.of(request, table).table(List.of(item), revision(item.revision())));
        };
    }

    static byte[] page(ApiRequest request, Page page) {
        return switch (request.wanted()) {
            case Representation.Objects() -> list(request, page);
            case Representation.Metadata() -> bytes(metadataList(page));
            case Representation.Table table -> bytes(Tables.of(request, table).table(page.items(), metadata(page)));
        };
    }

    private static byte[] list(ApiRequest request, Page page) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256 + page.items().size() * 512);
        write(
                out,
                "{\"kind\":\"" + request.kind().name() + "List\",\"apiVersion\":\""
                        + request.kind().apiVersion() + "\",\"metadata\":" + metadata(page) + ",\"items\":[");
        String comma = "";
        for (Item item : page.items()) {
            write(out, comma);
            out.writeBytes(item.bytes());
            comma = ",";
        }
        write(out, "]}\n");
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode metadataList(Page page) {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.put("kind", "PartialObjectMetadataList").put("apiVersion", "meta.k8s.io/v1");
        list.set("metadata", metadata(page));
        ArrayNode items = list.putArray("items");
        page.items().forEach(item -> items.add(Tables.metadataOnly(item, "v1")));
        return list;
    }

    private static ObjectNode metadata(Page page) {
        ObjectNode metadata = revision(page.revision());
        if (!page.next().isEmpty()) {
            metadata.put("continue", page.next());
        }
        if (page.remaining() > 0) {
            metadata.put("remainingItemCount", page.remaining());
        }
        return metadata;
    }

    static ObjectNode revision(long revision) {
        return JsonNodeFactory.instance.objectNode().put("resourceVersion", Long.toString(revision));
    }

    static byte[] bytes(ObjectNode tree) {
        return tree.toString().getBytes(StandardCharsets.UTF_8);
    }
}

package dev.longshore.objects;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The one form in which objects are stored and compared: {@code apiVersion, kind, metadata, spec}, everything else, {@code status}
 * at the top; keys below that sorted by code unit; numbers written once and for all. Equal objects have equal bytes.
 */
public final class CanonicalJson {
    private static final int NESTING_MAX = 512;
    private static final List<String> FIRST = List.of("apiVersion", "kind", "metadata", "spec");
    private static final byte[] METADATA = "\"metadata\":{".getBytes(StandardCharsets.US_ASCII);
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(NESTING_MAX).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    private static final ObjectReader STRICT = MAPPER.reader();
    /** For bytes in which no key can be repeated: to look for one costs a set for each object. */
    private static final ObjectReader OWN = STRICT.without(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

    private CanonicalJson() {}

    /** The canonical bytes of a tree. */
    public static byte[] bytes(ObjectNode tree) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = MAPPER.createGenerator(out)) {
            json.writeStartObject();
            for (String name : topOrder(tree)) {
                json.writeFieldName(name);
                write(json, tree.get(name));
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /** @throws UncheckedIOException when the bytes are not one JSON value, nested deeper than 512, or repeat a key */
    public static JsonNode parse(byte[] json) {
        return parse(STRICT, json);
    }

    /** The tree of bytes that {@link #bytes} made. */
    public static JsonNode parseOwn(byte[] canonical) {
        return parse(OWN, canonical);
    }

    private static JsonNode parse(ObjectReader reader, byte[] json) {
        try {
            return reader.readTree(json);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /** Puts {@code resourceVersion} in front of the other metadata of canonical bytes. */
    static byte[] withRevision(byte[] stored, long revision) {
        int at = indexOfMetadata(stored);
        if (at < 0) {
            return stored.clone();
        }
        boolean empty = stored[at] == '}';
        byte[] field =
                ("\"resourceVersion\":\"" + revision + (empty ? "\"" : "\",")).getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[stored.length + field.length];
        System.arraycopy(stored, 0, whole, 0, at);
        System.arraycopy(field, 0, whole, at, field.length);
        System.arraycopy(stored, at, whole, at + field.length, stored.length - at);
        return whole;
    }

    /** Offset just behind the brace that opens the top-level metadata. Only apiVersion and kind stand before it. */
    private static int indexOfMetadata(byte[] stored) {
        search:
        for (int i = 0; i + METADATA.length <= stored.length; i++) {
            for (int j = 0; j < METADATA.length; j++) {
                if (stored[i + j] != METADATA[j]) {
                    continue search;
                }
            }
            return i + METADATA.length;
        }
        return -1;
    }

    private static List<String> topOrder(ObjectNode tree) {
        TreeSet<String> rest = new TreeSet<>();
        tree.fieldNames().forEachRemaining(rest::add);
        List<String> order = new ArrayList<>(rest.size());
        for (String name : FIRST) {
            if (rest.remove(name)) {
                order.add(name);
            }
        }
        boolean status = rest.remove("status");
        order.addAll(rest);
        if (status) {
            order.add("status");
        }
        return order;
    }

    private static void write(JsonGenerator json, JsonNode node) throws IOException {
        switch (node) {
            case ObjectNode object -> {
                json.writeStartObject();
                for (Map.Entry<String, JsonNode> field : sorted(object)) {
                    json.writeFieldName(field.getKey());
                    write(json, field.getValue());
                }
                json.writeEndObject();
            }
            case ArrayNode list -> {
                json.writeStartArray();
                for (JsonNode item : list) {
                    write(json, item);
                }
                json.writeEndArray();
            }
            case TextNode text -> json.writeString(text.textValue());
            case IntNode number -> json.writeNumber(number.intValue());
            case NumericNode number
            when number.isFloatingPointNumber() && isWhole(number.doubleValue()) ->
                json.writeNumber(number.longValue());
            default -> MAPPER.writeTree(json, node);
        }
    }

    /** Most are in order already: they come from canonical bytes. */
    private static Iterable<Map.Entry<String, JsonNode>> sorted(ObjectNode object) {
        String last = "";
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (field.getKey().compareTo(last) < 0) {
                TreeMap<String, JsonNode> fields = new TreeMap<>();
                object.properties().forEach(one -> fields.put(one.getKey(), one.getValue()));
                return fields.entrySet();
            }
            last = field.getKey();
        }
        return object.properties();
    }

    private static boolean isWhole(double value) {
        return value == Math.rint(value) && Math.abs(value) < 9.0e15;
    }
}

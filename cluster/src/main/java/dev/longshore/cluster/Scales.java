package dev.longshore.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.objects.CanonicalJson;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Item;
import dev.longshore.objects.Selector;
import dev.longshore.schemas.KindSchema;
import java.util.List;
import java.util.stream.Collectors;

/** The scale of objects that can be scaled. Source: autoscaling/v1 Scale. */
public final class Scales {
    private static final List<String> KEPT = List.of("name", "namespace", "uid", "creationTimestamp");

    private Scales() {}

    /** The Scale of an object, under the object's key and revision. */
    public static Item of(Item object, KindSchema schema) {
        return Item.of(object.key(), object.revision(), CanonicalJson.bytes(tree(object, schema.scale())));
    }

    private static ObjectNode tree(Item object, KindSchema.Scale scale) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("apiVersion", "autoscaling/v1").put("kind", "Scale");
        ObjectNode metadata = tree.putObject("metadata");
        for (String name : KEPT) {
            object.text("metadata", name).ifPresent(value -> metadata.put(name, value));
        }
        long wanted = object.number(path(scale.spec())).orElse(0);
        ObjectNode spec = tree.putObject("spec");
        if (wanted != 0) {
            spec.put("replicas", wanted);
        }
        ObjectNode status = tree.putObject("status");
        status.put("replicas", object.number(path(scale.status())).orElse(0));
        if (!scale.selector().isEmpty()) {
            status.put("selector", selector(object.fields().at(path(scale.selector()))));
        }
        return tree;
    }

    /** The part of an object that asks for so many replicas. */
    public static ObjectNode wish(KindSchema schema, long replicas) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        List<String> path = List.of(path(schema.scale().spec()));
        ObjectNode parent = tree;
        for (String name : path.subList(0, path.size() - 1)) {
            parent = parent.putObject(name);
        }
        parent.put(path.getLast(), replicas);
        return tree;
    }

    /** The replicas that a Scale asks for; 0 when it says none. */
    public static JsonNode asked(JsonNode scale) {
        JsonNode given = scale.path("spec").path("replicas");
        return given.isMissingNode() || given.isNull() ? JsonNodeFactory.instance.numberNode(0) : given;
    }

    private static String[] path(String dotted) {
        String bare = dotted.startsWith(".") ? dotted.substring(1) : dotted;
        return bare.split("\\.");
    }

    private static String selector(Fields selector) {
        return Selector.read(selector).requirements().stream().map(Scales::text).collect(Collectors.joining(","));
    }

    private static String text(Selector.Requirement requirement) {
        String key = requirement.key();
        String values = "(" + String.join(",", requirement.values()) + ")";
        return switch (requirement.operator()) {
            case IN ->
                requirement.values().size() == 1
                        ? key + "=" + requirement.values().getFirst()
                        : key + " in " + values;
            case NOT_IN -> key + " notin " + values;
            case EXISTS -> key;
            case DOES_NOT_EXIST -> "!" + key;
            case GREATER_THAN -> key + ">" + requirement.values().getFirst();
            case LESS_THAN -> key + "<" + requirement.values().getFirst();
        };
    }
}

package dev.longshore.schemas.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.objects.Kind;
import dev.longshore.schemas.KindSchema;
import dev.longshore.schemas.Shape;
import dev.longshore.schemas.Shape.Field;
import dev.longshore.schemas.Shape.ListOf;
import dev.longshore.schemas.Shape.MapOf;
import dev.longshore.schemas.Shape.Ownership;
import dev.longshore.schemas.Shape.Scalar;
import dev.longshore.schemas.Shape.Struct;
import dev.longshore.schemas.Shape.Support;
import java.util.Locale;

/** Types under {@code components/schemas}, each once; whoever uses one refers to it. */
final class Components {
    private static final String REFERENCE = "#/components/schemas/";

    private final ComponentNames names;
    private final ObjectNode schemas = JsonNodeFactory.instance.objectNode();

    Components(ComponentNames names) {
        this.names = names;
    }

    ObjectNode schemas() {
        return schemas;
    }

    /** A kind and its list, with all they reach; answers the reference to the kind. */
    String add(KindSchema schema) {
        String name = names.of(schema.root().name());
        reference(schema.root());
        identify(object(name), schema.kind(), "");
        ObjectNode list = schemas.putObject(name + "List").put("type", "object");
        list.put("description", "Several of kind " + schema.kind().name() + ".");
        ObjectNode properties = list.putObject("properties");
        properties.putObject("apiVersion").put("type", "string");
        properties.putObject("kind").put("type", "string");
        properties.putObject("metadata").put("type", "object");
        properties.putObject("items").put("type", "array").set("items", reference(schema.root()));
        list.putArray("required").add("items");
        identify(list, schema.kind(), "List");
        return REFERENCE + name;
    }

    private ObjectNode object(String name) {
        return (ObjectNode) schemas.path(name);
    }

    private static void identify(ObjectNode schema, Kind kind, String suffix) {
        schema.putArray("x-kubernetes-group-version-kind")
                .addObject()
                .put("group", kind.group())
                .put("version", kind.version())
                .put("kind", kind.name() + suffix);
    }

    private ObjectNode reference(Struct struct) {
        String name = names.of(struct.name());
        if (!schemas.has(name)) {
            fill(schemas.putObject(name), struct);
        }
        return JsonNodeFactory.instance.objectNode().put("$ref", REFERENCE + name);
    }

    private void fill(ObjectNode schema, Struct struct) {
        if (!struct.doc().isEmpty()) {
            schema.put("description", struct.doc());
        }
        schema.put("type", "object");
        if (struct.atomic()) {
            schema.put("x-kubernetes-map-type", "atomic");
        }
        if (struct.keepsUnknown()) {
            schema.put("x-kubernetes-preserve-unknown-fields", true);
        }
        ObjectNode properties = schema.putObject("properties");
        struct.fields().forEach(field -> properties.set(field.name(), property(field)));
        if (!struct.required().isEmpty()) {
            ArrayNode required = schema.putArray("required");
            struct.required().forEach(field -> required.add(field.name()));
        }
    }

    private ObjectNode property(Field field) {
        ObjectNode property = told(shape(field.shape()), field);
        if (field.defaultValue() != null) {
            property.set("default", field.defaultValue().deepCopy());
        }
        if (field.shape() instanceof ListOf list) {
            sharing(property, list, field.retainKeys());
        } else if (field.retainKeys()) {
            property.put("x-kubernetes-patch-strategy", "retainKeys");
        }
        if (field.shape() instanceof MapOf map && map.atomic()) {
            property.put("x-kubernetes-map-type", "atomic");
        }
        if (!field.check().oneOf().isEmpty()) {
            ArrayNode values = property.putArray("enum");
            field.check().oneOf().forEach(values::add);
        }
        return property;
    }

    /** Whatever stands beside a reference is not read: then it goes into one of its own. */
    private static ObjectNode told(ObjectNode shape, Field field) {
        String text = description(field);
        if (!shape.has("$ref") || (text.isEmpty() && field.defaultValue() == null && !field.retainKeys())) {
            return text.isEmpty() || shape.has("$ref") ? shape : shape.put("description", text);
        }
        ObjectNode wrapped = JsonNodeFactory.instance.objectNode();
        wrapped.putArray("allOf").add(shape);
        return text.isEmpty() ? wrapped : wrapped.put("description", text);
    }

    /** What is not honoured is said where people read about the field. */
    private static String description(Field field) {
        if (field.support() != Support.NONE && field.support() != Support.PARTIAL) {
            return field.doc();
        }
        String how = field.support() == Support.NONE ? "Not honoured" : "Honoured in part";
        return (field.doc().isEmpty() ? "" : field.doc() + " ") + how + ": " + field.reason() + ".";
    }

    private static void sharing(ObjectNode property, ListOf list, boolean retainKeys) {
        property.put("x-kubernetes-list-type", list.ownership().name().toLowerCase(Locale.ROOT));
        if (list.ownership() == Ownership.MAP) {
            ArrayNode keys = property.putArray("x-kubernetes-list-map-keys");
            list.keys().forEach(keys::add);
        }
        if (list.mergeKey() != null) {
            property.put("x-kubernetes-patch-strategy", retainKeys ? "merge,retainKeys" : "merge");
            if (!list.mergeKey().isEmpty()) {
                property.put("x-kubernetes-patch-merge-key", list.mergeKey());
            }
        }
    }

    private ObjectNode shape(Shape shape) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        return switch (shape) {
            case Struct struct -> reference(struct);
            case ListOf list -> schema.put("type", "array").set("items", shape(list.item()));
            case MapOf map -> schema.put("type", "object").set("additionalProperties", shape(map.value()));
            case Shape.Either either -> shape(either.object());
            case Shape.Raw raw -> schema.put("type", "object").put("x-kubernetes-preserve-unknown-fields", true);
            case Scalar scalar -> scalar(scalar);
        };
    }

    private ObjectNode scalar(Scalar scalar) {
        String name = ComponentNames.of(scalar);
        if (name.isEmpty()) {
            return ScalarSchemas.of(scalar);
        }
        if (!schemas.has(name)) {
            schemas.set(name, ScalarSchemas.of(scalar));
        }
        return JsonNodeFactory.instance.objectNode().put("$ref", REFERENCE + name);
    }
}

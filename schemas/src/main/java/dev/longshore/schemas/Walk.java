package dev.longshore.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.objects.Fields;
import dev.longshore.schemas.Shape.Either;
import dev.longshore.schemas.Shape.Field;
import dev.longshore.schemas.Shape.ListOf;
import dev.longshore.schemas.Shape.MapOf;
import dev.longshore.schemas.Shape.Raw;
import dev.longshore.schemas.Shape.Scalar;
import dev.longshore.schemas.Shape.Struct;
import dev.longshore.schemas.Shape.Support;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** One pass over one object. The path is kept as one buffer and becomes a string only for a finding. */
final class Walk {
    private final Findings findings;
    private final StringBuilder path = new StringBuilder();
    private int depth;
    /** Below status, which programs report: only types are looked at. */
    private boolean reported;

    /**
     * Where a value stands.
     *
     * @param support how far {@code field} is honoured there
     * @param quiet it was said of something around it that it is not honoured
     */
    private record Place(Struct owner, Field field, Support support, boolean quiet) {}

    Walk(Findings findings) {
        this.findings = findings;
    }

    void root(KindSchema kind, ObjectNode object) {
        struct(object, kind.root(), Support.NONE, false);
        judge(kind.rules(), object);
    }

    private void struct(ObjectNode object, Struct struct, Support support, boolean quiet) {
        if (depth == Walker.DEPTH_MAX) {
            findings.mistyped(new Problem(path.toString(), "FieldValueInvalid", "nested deeper than " + depth));
            return;
        }
        depth++;
        drop(object, struct, support, quiet);
        complete(object, struct);
        require(object, struct);
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            Field field = struct.named(entry.getKey());
            if (field != null) {
                entry.setValue(field(entry.getValue(), struct, field, support, quiet));
            }
        }
        atMostOne(object, struct);
        if (!reported) {
            judge(struct.rules(), object);
        }
        depth--;
    }

    /** Unknown fields and nulls go; what is given and not honoured is said, once for everything below it. */
    private void drop(ObjectNode object, Struct struct, Support support, boolean quiet) {
        Iterator<Map.Entry<String, JsonNode>> entries = object.properties().iterator();
        while (entries.hasNext()) {
            Map.Entry<String, JsonNode> entry = entries.next();
            Field field = struct.named(entry.getKey());
            if (entry.getValue().isNull()) {
                entries.remove();
            } else if (field == null && !struct.keepsUnknown()) {
                findings.unknown(at(entry.getKey()));
                entries.remove();
            } else if (field != null && !quiet) {
                say(field, effective(field, support), entry.getValue());
            }
        }
    }

    private void say(Field field, Support support, JsonNode value) {
        if ((support == Support.NONE || support == Support.PARTIAL) && !field.asksNothing(value)) {
            String how = support == Support.NONE ? "not honoured: " : "honoured in part: ";
            String why = field.reason().isEmpty() ? "not built yet" : field.reason();
            findings.unsupported(new Problem(at(field.name()), "Unsupported", how + why));
        }
    }

    private static Support effective(Field field, Support inherited) {
        return field.support() == Support.INHERITED ? inherited : field.support();
    }

    private void complete(ObjectNode object, Struct struct) {
        for (Field field : struct.defaulted()) {
            JsonNode value = field.defaultValue();
            if (value != null && field.absent(object.get(field.name()))) {
                object.set(field.name(), value.isContainerNode() ? value.deepCopy() : value);
            }
        }
        struct.defaulters().forEach(defaulter -> defaulter.accept(object));
    }

    private void require(ObjectNode object, Struct struct) {
        if (reported) {
            return;
        }
        for (Field field : struct.required()) {
            JsonNode value = object.get(field.name());
            if (field.absent(value) || (field.check().minItems() > 0 && value != null && value.isEmpty())) {
                findings.invalid(Problem.required(at(field.name())));
            }
        }
    }

    private JsonNode field(JsonNode value, Struct owner, Field field, Support support, boolean quiet) {
        int length = push(field.name());
        boolean outside = reported;
        reported |= depth == 1 && field.name().equals("status");
        Support own = effective(field, support);
        JsonNode walked = value(value, field.shape(), new Place(owner, field, own, quiet || own == Support.NONE));
        reported = outside;
        path.setLength(length);
        return walked;
    }

    /** The value to keep: the same, or the same number written otherwise. */
    private JsonNode value(JsonNode value, Shape shape, Place place) {
        return switch (shape) {
            case Scalar scalar -> scalar(value, scalar, place);
            case Struct struct -> {
                if (value instanceof ObjectNode object) {
                    struct(object, struct, place.support(), place.quiet());
                } else {
                    mistyped(value, shape, place);
                }
                yield value;
            }
            case ListOf list -> list(value, list, place);
            case MapOf map -> map(value, map, place);
            case Either either -> value(value, value.isObject() ? either.object() : either.other(), place);
            case Raw raw -> value;
        };
    }

    private JsonNode scalar(JsonNode value, Scalar scalar, Place place) {
        if (!Scalars.fits(value, scalar)) {
            mistyped(value, scalar, place);
            return value;
        }
        if (!reported && !(value.isTextual() && place.field().absent(value))) {
            Bounds.problem(value, place.field().check(), path).ifPresent(findings::invalid);
        }
        return Scalars.canonical(value, scalar);
    }

    private JsonNode list(JsonNode value, ListOf list, Place place) {
        if (!(value instanceof ArrayNode items)) {
            mistyped(value, list, place);
            return value;
        }
        if (!reported) {
            Bounds.items(items, place.field().check(), path).ifPresent(findings::invalid);
        }
        for (int i = 0; i < items.size(); i++) {
            int length = path.length();
            path.append('[').append(i).append(']');
            JsonNode item = items.get(i).isNull() ? blank(list.item()) : items.get(i);
            items.set(i, value(item, list.item(), place));
            path.setLength(length);
        }
        if (!reported && items.size() > 1 && !place.field().check().duplicatesKept()) {
            Duplicates.find(items, list, path).forEach(findings::invalid);
        }
        return items;
    }

    /** What Go reads a null in a list as. */
    private static JsonNode blank(Shape item) {
        if (item instanceof Struct) {
            return JsonNodeFactory.instance.objectNode();
        }
        return item == Scalar.STRING ? JsonNodeFactory.instance.textNode("") : JsonNodeFactory.instance.nullNode();
    }

    private JsonNode map(JsonNode value, MapOf map, Place place) {
        if (!(value instanceof ObjectNode object)) {
            mistyped(value, map, place);
            return value;
        }
        object.properties().removeIf(entry -> entry.getValue().isNull());
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            int length = path.length();
            path.append('[').append(entry.getKey()).append(']');
            entry.setValue(value(entry.getValue(), map.value(), place));
            path.setLength(length);
        }
        return object;
    }

    private void atMostOne(ObjectNode object, Struct struct) {
        for (List<String> union : reported ? List.<List<String>>of() : struct.unions()) {
            union.stream()
                    .filter(object::has)
                    .skip(1)
                    .forEach(second -> findings.invalid(
                            Problem.forbidden(at(second), "may not be given together with " + first(object, union))));
        }
    }

    private static String first(ObjectNode object, List<String> union) {
        return union.stream().filter(object::has).findFirst().orElse("");
    }

    private void judge(List<Rule> rules, ObjectNode object) {
        if (rules.isEmpty()) {
            return;
        }
        Fields value = Fields.of(object);
        for (Rule rule : rules) {
            for (Problem problem : rule.check(value, Fields.NONE)) {
                findings.invalid(problem.at(path.toString()));
            }
        }
    }

    private void mistyped(JsonNode value, Shape shape, Place place) {
        findings.mistyped(Scalars.mistyped(value, shape, place.owner().name(), path.toString()));
    }

    private int push(String name) {
        int length = path.length();
        path.append(length == 0 ? "" : ".").append(name);
        return length;
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}

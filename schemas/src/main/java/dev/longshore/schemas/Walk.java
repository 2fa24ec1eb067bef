package dev.longshore.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
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
import java.util.Set;
import java.util.function.Consumer;

/**
 * One pass over one object. Where it stands is kept in the walk itself, set on the way down and put back on the way up: an object that
 * is right leaves next to nothing behind. The tables of a struct are
 * read by index: their iterators were a quarter of all that a walk allocated.
 */
final class Walk {
    private final Findings findings;
    /** Of {@code findings}; one for the walk rather than one for each value. */
    private final Consumer<Problem> invalid;

    private final Place path = new Place();
    private int depth;
    /** Below status, which programs report: only types are looked at. */
    private boolean reported;
    /** How far what stands here is honoured. */
    private Support support = Support.NONE;
    /** It was said of something around this place that it is not honoured. */
    private boolean quiet;

    Walk(Findings findings) {
        this.findings = findings;
        this.invalid = findings::invalid;
    }

    void root(KindSchema kind, ObjectNode object) {
        struct(object, kind.root());
        judge(kind.rules(), object);
    }

    private void struct(ObjectNode object, Struct struct) {
        if (depth == Walker.DEPTH_MAX) {
            findings.mistyped(new Problem(path.toString(), "FieldValueInvalid", "nested deeper than " + depth));
            return;
        }
        depth++;
        drop(object, struct);
        complete(object, struct);
        require(object, struct);
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            Field field = struct.named(entry.getKey());
            if (field != null) {
                entry.setValue(field(entry.getValue(), field));
            }
        }
        if (!reported) {
            atMostOne(object, struct);
            judge(struct.rules(), object);
        }
        depth--;
    }

    /** Unknown fields and nulls go; what is given and not honoured is said, once for everything below it. */
    private void drop(ObjectNode object, Struct struct) {
        Iterator<Map.Entry<String, JsonNode>> entries = object.properties().iterator();
        while (entries.hasNext()) {
            Map.Entry<String, JsonNode> entry = entries.next();
            Field field = struct.named(entry.getKey());
            if (entry.getValue() instanceof NullNode) {
                entries.remove();
            } else if (field == null && !struct.keepsUnknown()) {
                findings.unknown(path.at(entry.getKey()));
                entries.remove();
            } else if (field != null && !quiet) {
                say(field, effective(field), entry.getValue());
            }
        }
    }

    private void say(Field field, Support honoured, JsonNode value) {
        if ((honoured == Support.NONE || honoured == Support.PARTIAL) && !field.asksNothing(value)) {
            String how = honoured == Support.NONE ? "not honoured: " : "honoured in part: ";
            String why = field.reason().isEmpty() ? "not built yet" : field.reason();
            findings.unsupported(new Problem(path.at(field.name()), "Unsupported", how + why));
        }
    }

    private Support effective(Field field) {
        return field.support() == Support.INHERITED ? support : field.support();
    }

    private void complete(ObjectNode object, Struct struct) {
        for (int i = 0; i < struct.defaulted().size(); i++) {
            Field field = struct.defaulted().get(i);
            JsonNode value = field.defaultValue();
            if (value != null && field.absent(object.get(field.name()))) {
                object.set(field.name(), value.isContainerNode() ? value.deepCopy() : value);
            }
        }
        for (int i = 0; i < struct.defaulters().size(); i++) {
            struct.defaulters().get(i).accept(object);
        }
    }

    private void require(ObjectNode object, Struct struct) {
        if (reported) {
            return;
        }
        for (int i = 0; i < struct.required().size(); i++) {
            Field field = struct.required().get(i);
            JsonNode value = object.get(field.name());
            if (field.absent(value) || (field.check().minItems() > 0 && value != null && value.isEmpty())) {
                findings.invalid(Problem.required(path.at(field.name())));
            }
        }
    }

    private JsonNode field(JsonNode value, Field field) {
        path.field(field.name());
        boolean reportedAround = reported;
        boolean quietAround = quiet;
        Support supportAround = support;
        reported |= depth == 1 && field.name().equals("status");
        support = effective(field);
        quiet |= support == Support.NONE;
        JsonNode walked = value(value, field.shape(), field);
        support = supportAround;
        quiet = quietAround;
        reported = reportedAround;
        path.leave();
        return walked;
    }

    /** The value to keep: the same, or the same number written otherwise. */
    private JsonNode value(JsonNode value, Shape shape, Field field) {
        return switch (shape) {
            case Scalar scalar -> scalar(value, scalar, field);
            case Struct struct -> {
                if (value instanceof ObjectNode object) {
                    struct(object, struct);
                } else {
                    mistyped(value, shape, field);
                }
                yield value;
            }
            case ListOf list -> list(value, list, field);
            case MapOf map -> map(value, map, field);
            case Either either -> value(value, value.isObject() ? either.object() : either.other(), field);
            case Raw raw -> value;
        };
    }

    private JsonNode scalar(JsonNode value, Scalar scalar, Field field) {
        if (!Scalars.fits(value, scalar)) {
            mistyped(value, scalar, field);
            return value;
        }
        if (!reported && !field.absent(value)) {
            Bounds.problem(value, field.check(), path).ifPresent(invalid);
        }
        return Scalars.canonical(value, scalar);
    }

    private JsonNode list(JsonNode value, ListOf list, Field field) {
        if (!(value instanceof ArrayNode items)) {
            mistyped(value, list, field);
            return value;
        }
        if (!reported) {
            Bounds.items(items, field.check(), path).ifPresent(invalid);
        }
        for (int i = 0; i < items.size(); i++) {
            path.item(i);
            JsonNode item = items.get(i) instanceof NullNode ? blank(list.item()) : items.get(i);
            items.set(i, value(item, list.item(), field));
            path.leave();
        }
        if (!reported && items.size() > 1 && !field.check().duplicatesKept()) {
            findings.invalid(Duplicates.find(items, list, path));
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

    private JsonNode map(JsonNode value, MapOf map, Field field) {
        if (!(value instanceof ObjectNode object)) {
            mistyped(value, map, field);
            return value;
        }
        object.properties().removeIf(entry -> entry.getValue() instanceof NullNode);
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            path.key(entry.getKey());
            entry.setValue(value(entry.getValue(), map.value(), field));
            path.leave();
        }
        return object;
    }

    private void atMostOne(ObjectNode object, Struct struct) {
        for (int i = 0; i < struct.unions().size(); i++) {
            Set<String> union = struct.unions().get(i);
            if (given(object, union) > 1) {
                oneTooMany(object, union);
            }
        }
    }

    /** By what the object has, not by what it might: a volume has one source of thirty. */
    private static int given(ObjectNode object, Set<String> union) {
        int given = 0;
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            if (union.contains(entry.getKey())) {
                given++;
            }
        }
        return given;
    }

    private void oneTooMany(ObjectNode object, Set<String> union) {
        List<String> given = union.stream().filter(object::has).toList();
        for (String name : given.subList(1, given.size())) {
            findings.invalid(Problem.forbidden(path.at(name), "may not be given together with " + given.getFirst()));
        }
    }

    private void judge(List<Rule> rules, ObjectNode object) {
        if (rules.isEmpty()) {
            return;
        }
        Fields value = Fields.of(object);
        for (int i = 0; i < rules.size(); i++) {
            for (Problem problem : rules.get(i).check(value, Fields.NONE)) {
                findings.invalid(problem.at(path.toString()));
            }
        }
    }

    private void mistyped(JsonNode value, Shape shape, Field field) {
        findings.mistyped(Scalars.mistyped(value, shape, field.owner(), path.toString()));
    }
}

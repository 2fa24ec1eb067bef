package dev.longshore.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small slips at random places: a field gone, misspelt, of another type, out of range. */
final class Damage {
    private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

    private final Random random;

    private record Spot(JsonNode holder, String name, int index) {
        JsonNode value() {
            return holder.isArray() ? holder.get(index) : holder.get(name);
        }
    }

    Damage(long seed) {
        this.random = new Random(seed);
    }

    /** What was done, for the message of a test. */
    String strike(ObjectNode object) {
        List<Spot> spots = new ArrayList<>();
        collect(object, spots);
        Spot spot = spots.get(random.nextInt(spots.size()));
        int sort = random.nextInt(4);
        if (spot.holder() instanceof ObjectNode holder && sort == 0) {
            return "removed " + spot.name() + " of " + holder.remove(spot.name());
        }
        if (spot.holder() instanceof ObjectNode holder && sort == 1) {
            holder.set(spot.name() + "x", holder.remove(spot.name()));
            return "renamed " + spot.name();
        }
        JsonNode other = sort == 2 ? otherType() : otherValue(spot.value());
        if (spot.holder() instanceof ArrayNode list) {
            list.set(spot.index(), other);
        } else if (spot.holder() instanceof ObjectNode holder) {
            holder.set(spot.name(), other);
        }
        return spot.name() + " became " + other;
    }

    private JsonNode otherType() {
        return switch (random.nextInt(6)) {
            case 0 -> MAKE.textNode("text");
            case 1 -> MAKE.numberNode(7);
            case 2 -> MAKE.booleanNode(true);
            case 3 -> MAKE.arrayNode();
            case 4 -> MAKE.objectNode();
            default -> MAKE.numberNode(1.5);
        };
    }

    private JsonNode otherValue(JsonNode value) {
        if (value.isTextual()) {
            return MAKE.textNode(List.of("", "Bad_Value!", "x".repeat(300)).get(random.nextInt(3)));
        }
        return value.isNumber()
                ? MAKE.numberNode(List.of(-1L, 0L, 70_000L, 99_999_999_999L)
                        .get(random.nextInt(4))
                        .longValue())
                : otherType();
    }

    private static void collect(JsonNode node, List<Spot> spots) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                spots.add(new Spot(node, "[" + i + "]", i));
            }
        }
        node.properties().forEach(entry -> spots.add(new Spot(node, entry.getKey(), -1)));
        node.forEach(child -> collect(child, spots));
    }
}

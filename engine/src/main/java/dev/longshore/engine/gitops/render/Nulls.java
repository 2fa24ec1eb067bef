package dev.longshore.engine.gitops.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A field given as null wishes for nothing. */
final class Nulls {
    private Nulls() {}

    static void remove(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<String> nulls = new ArrayList<>();
            object.properties().forEach(entry -> {
                if (entry.getValue().isNull()) {
                    nulls.add(entry.getKey());
                }
            });
            object.remove(nulls);
        }
        node.forEach(Nulls::remove);
    }
}

package dev.longshore.engine.registry.ownership;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longshore.engine.registry.ownership.Parts.Part;
import dev.longshore.schemas.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts an applied configuration over a live value, and takes fields out of one. */
final class Merging {
    private Merging() {}

    /** The live value with everything the configuration says. What it does not say stays. */
    static JsonNode merge(Shape shape, JsonNode live, JsonNode config) {
        Optional<Map<String, Part>> old = Parts.of(shape, live);
        Optional<Map<String, Part>> wanted = Parts.of(shape, config);
        if (old.isEmpty() || wanted.isEmpty()) {
            return config;
        }
        Map<String, Part> merged = new LinkedHashMap<>();
        for (String element : order(old.orElseThrow(), wanted.orElseThrow(), config.isArray())) {
            merged.put(
                    element,
                    merge(old.orElseThrow().get(element), wanted.orElseThrow().get(element)));
        }
        return Parts.whole(config, merged);
    }

    private static Part merge(@Nullable Part live, @Nullable Part config) {
        if (config == null) {
            return Objects.requireNonNull(live);
        }
        if (live == null) {
            return config;
        }
        return new Part(config.shape(), merge(config.shape(), live.node(), config.node()));
    }

    /**
     * Live items keep their place, configured ones their order: before each shared item come the live ones that stood before it.
     * Applying the same again changes nothing.
     */
    private static List<String> order(Map<String, Part> live, Map<String, Part> config, boolean list) {
        List<String> old = new ArrayList<>(live.keySet());
        List<String> result = new ArrayList<>();
        for (String element : config.keySet()) {
            int place = list ? old.indexOf(element) : -1;
            for (String before : old.subList(0, Math.max(place, 0))) {
                add(before, config, result);
            }
            result.add(element);
        }
        old.forEach(element -> add(element, config, result));
        return result;
    }

    private static void add(String element, Map<String, Part> config, List<String> result) {
        if (!config.containsKey(Elements.owned(element)) && !result.contains(element)) {
            result.add(element);
        }
    }

    /**
     * A value without the doomed paths; empty when nothing is left of it. What {@code kept} names, or anything below it, stays.
     */
    static Optional<JsonNode> without(Shape shape, JsonNode node, FieldSet doomed, FieldSet kept) {
        if (doomed.isEmpty()) {
            return Optional.of(node);
        }
        if (doomed.self() && kept.isEmpty()) {
            return Optional.empty();
        }
        Optional<Map<String, Part>> parts = Parts.of(shape, node);
        if (parts.isEmpty()) {
            return Optional.of(node);
        }
        Map<String, Part> left = new LinkedHashMap<>();
        parts.orElseThrow()
                .forEach((element, part) -> without(
                                part.shape(),
                                part.node(),
                                doomed.at(Elements.owned(element)),
                                kept.at(Elements.owned(element)))
                        .ifPresent(rest -> left.put(element, new Part(part.shape(), rest))));
        return left.isEmpty() && !kept.self() ? Optional.empty() : Optional.of(Parts.whole(node, left));
    }
}

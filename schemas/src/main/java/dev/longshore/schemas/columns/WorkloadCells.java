package dev.longshore.schemas.columns;

import dev.longshore.objects.Fields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Columns of what makes pods from a template. */
final class WorkloadCells {
    static final Map<String, BiFunction<Fields, Instant, Object>> ALL = Map.of(
            "ready-of-wanted",
                    (object, now) -> object.number("status", "readyReplicas").orElse(0) + "/"
                            + object.number("spec", "replicas").orElse(0),
            "template-containers", (object, now) -> ofContainers(object, "name"),
            "template-images", (object, now) -> ofContainers(object, "image"),
            "selector", (object, now) -> selector(object.at("spec", "selector")));

    private WorkloadCells() {}

    private static String ofContainers(Fields object, String field) {
        return object.items("spec", "template", "spec", "containers").stream()
                .flatMap(container -> container.text(field).stream())
                .collect(Collectors.joining(","));
    }

    /** As a label selector is written on the command line. */
    private static String selector(Fields selector) {
        List<String> parts = new ArrayList<>();
        new TreeMap<>(selector.strings("matchLabels")).forEach((key, value) -> parts.add(key + "=" + value));
        selector.items("matchExpressions").forEach(expression -> parts.add(expression(expression)));
        return parts.isEmpty() ? Cells.NONE : String.join(",", parts);
    }

    private static String expression(Fields expression) {
        String key = expression.text("key").orElse("");
        String values = expression.texts("values").stream().sorted().collect(Collectors.joining(",", "(", ")"));
        return switch (expression.text("operator").orElse("")) {
            case "In" -> key + " in " + values;
            case "NotIn" -> key + " notin " + values;
            case "DoesNotExist" -> "!" + key;
            default -> key;
        };
    }
}

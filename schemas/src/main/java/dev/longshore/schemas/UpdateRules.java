package dev.longshore.schemas;

import dev.longshore.objects.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What must hold between an object and its successor. Source: Validate…Update in pkg/apis/core/validation. */
final class UpdateRules {
    /** Each may change in a way of its own, or not at all. */
    private static final Set<String> LOOKED_AT = Set.of(
            "containers", "initContainers", "activeDeadlineSeconds", "tolerations", "terminationGracePeriodSeconds");

    private static final String MUTABLE = "pod updates may not change fields other than `spec.containers[*].image`,"
            + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing"
            + " tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

    static final Map<String, Rule.Judge> ALL = Map.of(
            "pod-spec-update", (pod, old) -> podSpec(pod.at("spec"), old.at("spec")),
            "unchanged-when-immutable", UpdateRules::unchangedWhenImmutable,
            "node-set-once", UpdateRules::nodeSetOnce);

    private UpdateRules() {}

    private static List<Problem> podSpec(Fields spec, Fields old) {
        Set<String> changed = new TreeSet<>();
        Set<String> names = new TreeSet<>(spec.entries().keySet());
        names.addAll(old.entries().keySet());
        for (String name : names) {
            if (!spec.at(name).equals(old.at(name)) && !allowed(name, spec, old)) {
                changed.add(name);
            }
        }
        return changed.isEmpty()
                ? List.of()
                : List.of(Problem.forbidden("spec", MUTABLE + "; changed: " + String.join(", ", changed)));
    }

    private static boolean allowed(String name, Fields spec, Fields old) {
        if (!LOOKED_AT.contains(name)) {
            return false;
        }
        return switch (name) {
            case "tolerations" -> spec.items(name).containsAll(old.items(name));
            case "activeDeadlineSeconds" ->
                spec.has(name) && spec.number(name).orElse(0) < old.number(name).orElse(Long.MAX_VALUE);
            case "terminationGracePeriodSeconds" ->
                old.number(name).orElse(0) < 0 && spec.number(name).orElse(0) == 1;
            default -> withoutImages(spec.items(name)).equals(withoutImages(old.items(name)));
        };
    }

    private static List<Map<String, Fields>> withoutImages(List<Fields> containers) {
        return containers.stream()
                .map(container -> {
                    Map<String, Fields> rest = new TreeMap<>(container.entries());
                    rest.remove("image");
                    return rest;
                })
                .toList();
    }

    private static List<Problem> unchangedWhenImmutable(Fields object, Fields old) {
        List<Problem> problems = new ArrayList<>();
        if (!old.flag("immutable")) {
            return problems;
        }
        if (!object.flag("immutable")) {
            problems.add(Problem.forbidden("immutable", "field is immutable when `immutable` is set"));
        }
        for (String field : List.of("data", "binaryData")) {
            if (!object.entries(field).equals(old.entries(field))) {
                problems.add(Problem.forbidden(field, "field is immutable when `immutable` is set"));
            }
        }
        return problems;
    }

    private static List<Problem> nodeSetOnce(Fields node, Fields old) {
        List<Problem> problems = new ArrayList<>();
        for (String field : List.of("podCIDR", "providerID")) {
            String was = old.text("spec", field).orElse("");
            if (!was.isEmpty() && !was.equals(node.text("spec", field).orElse(""))) {
                problems.add(Problem.forbidden(
                        "spec." + field, "node updates may not change " + field + " except from \"\" to valid"));
            }
        }
        return problems;
    }
}

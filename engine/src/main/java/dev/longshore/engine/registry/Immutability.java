package dev.longshore.engine.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.schemas.Problem;
import dev.longshore.schemas.Shape;
import java.util.ArrayList;
import java.util.List;

/** What an object must keep once it has it: fields marked so in its kind file, and what a few kinds say beyond that. */
final class Immutability {
    private static final String TEXT = "field is immutable";

    /** Fields of a pod's spec that may change. Source: Kubernetes, "Pod update and replacement". */
    private static final List<String> POD_MUTABLE = List.of(
            "activeDeadlineSeconds", "terminationGracePeriodSeconds", "tolerations", "schedulingGates", "nodeName");

    private Immutability() {}

    static List<Problem> problems(Scene scene, ObjectNode after) {
        if (scene.current().isEmpty()) {
            return List.of();
        }
        JsonNode before = scene.currentTree();
        List<Problem> problems = new ArrayList<>();
        walk(scene.schema().root(), before, after, "", problems);
        switch (scene.kind().resource()) {
            case "pods" -> pod(scene, before, after, problems);
            case "configmaps", "secrets" -> sealedData(before, after, problems);
            default -> {
                // The marks of the kind file say it all.
            }
        }
        return problems;
    }

    private static void walk(Shape shape, JsonNode before, JsonNode after, String path, List<Problem> problems) {
        if (!(shape instanceof Shape.Struct struct) || before.equals(after)) {
            return;
        }
        for (Shape.Field field : struct.fields()) {
            JsonNode old = before.path(field.name());
            JsonNode now = after.path(field.name());
            String place = path.isEmpty() ? field.name() : path + "." + field.name();
            if (field.immutable() && !old.equals(now)) {
                problems.add(problem(place, now));
            } else if (old.isObject() && now.isObject()) {
                walk(field.shape(), old, now, place, problems);
            }
        }
    }

    private static Problem problem(String path, JsonNode value) {
        String shown = value.isMissingNode() ? "null" : value.toString();
        return new Problem(path, "FieldValueInvalid", "Invalid value: " + shown + ": " + TEXT);
    }

    private static void pod(Scene scene, JsonNode before, JsonNode after, List<Problem> problems) {
        boolean bound = scene.key().subresource().equals("binding");
        JsonNode old = before.path("spec").path("nodeName");
        boolean moved = !bound && !old.equals(after.path("spec").path("nodeName"));
        if (moved || !frozen(before.path("spec")).equals(frozen(after.path("spec")))) {
            problems.add(new Problem(
                    "spec",
                    "FieldValueForbidden",
                    "Forbidden: pod updates may not change fields other than `spec.containers[*].image`,"
                            + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to"
                            + " existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was"
                            + " previously negative)"));
        }
    }

    private static JsonNode frozen(JsonNode spec) {
        JsonNode rest = spec.deepCopy();
        if (rest instanceof ObjectNode object) {
            object.remove(POD_MUTABLE);
            for (String list : List.of("containers", "initContainers")) {
                object.path(list).forEach(container -> {
                    if (container instanceof ObjectNode one) {
                        one.remove("image");
                    }
                });
            }
        }
        return rest;
    }

    private static void sealedData(JsonNode before, JsonNode after, List<Problem> problems) {
        if (!before.path("immutable").asBoolean()) {
            return;
        }
        for (String name : List.of("data", "binaryData", "immutable")) {
            if (!before.path(name).equals(after.path(name))) {
                problems.add(new Problem(
                        name, "FieldValueForbidden", "Forbidden: field is immutable when `immutable` is set"));
            }
        }
    }
}

package dev.longshore.engine.gitops.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Field paths such as {@code spec.containers[0].image} and {@code metadata.labels[app]} in a tree. */
final class Paths {
    private Paths() {}

    static Optional<JsonNode> find(JsonNode tree, String path) {
        JsonNode found = tree;
        for (String step : steps(path)) {
            found = found.isArray() && isIndex(step) ? found.path(Integer.parseInt(step)) : found.path(step);
        }
        return found.isMissingNode() ? Optional.empty() : Optional.of(found);
    }

    static void remove(JsonNode tree, String path) {
        List<String> steps = steps(path);
        String last = steps.getLast();
        String parent = path.substring(0, Math.max(0, path.length() - last.length() - (path.endsWith("]") ? 2 : 1)));
        if (find(tree, parent).orElse(tree) instanceof ObjectNode object) {
            object.remove(last);
        }
    }

    private static boolean isIndex(String step) {
        return !step.isEmpty() && step.length() < 7 && step.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static List<String> steps(String path) {
        List<String> steps = new ArrayList<>();
        StringBuilder step = new StringBuilder();
        boolean inside = false;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean ends = inside ? c == ']' : c == '.' || c == '[';
            if (!ends) {
                step.append(c);
                continue;
            }
            if (!step.isEmpty()) {
                steps.add(step.toString());
            }
            step.setLength(0);
            inside = c == '[';
        }
        if (!step.isEmpty()) {
            steps.add(step.toString());
        }
        return steps;
    }
}

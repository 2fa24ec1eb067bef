package dev.longshore.schemas;

import dev.longshore.objects.Fields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What volumes must name, and where their files may lie. Source: pkg/apis/core/validation. */
final class VolumeRules {
    static final Map<String, Rule.Judge> ALL = Map.of("pod-volumes", (spec, old) -> volumes(spec.items("volumes")));

    private VolumeRules() {}

    private static List<Problem> volumes(List<Fields> volumes) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < volumes.size(); i++) {
            String path = "volumes[" + i + "]";
            problems.addAll(named(volumes.get(i).at("configMap"), "name", path + ".configMap"));
            problems.addAll(named(volumes.get(i).at("secret"), "secretName", path + ".secret"));
            for (String source : List.of("configMap", "secret", "downwardAPI")) {
                problems.addAll(items(volumes.get(i).items(source, "items"), path + "." + source + ".items"));
            }
        }
        return problems;
    }

    private static List<Problem> named(Fields source, String field, String path) {
        boolean lacking = source.isObject() && source.text(field).orElse("").isEmpty();
        return lacking ? List.of(Problem.required(path + "." + field)) : List.of();
    }

    private static List<Problem> items(List<Fields> items, String path) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String file = items.get(i).text("path").orElse("");
            String place = path + "[" + i + "].path";
            if (file.startsWith("/")) {
                problems.add(Problem.invalid(place, Bounds.quoted(file), "must be a relative path"));
            }
            if (Arrays.asList(file.split("/", -1)).contains("..")) {
                problems.add(Problem.invalid(place, Bounds.quoted(file), "must not contain '..'"));
            } else if (file.startsWith("..")) {
                problems.add(Problem.invalid(place, Bounds.quoted(file), "must not start with '..'"));
            }
        }
        return problems;
    }
}

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
        Rules.each("volumes", volumes, VolumeRules::volume, problems);
        return problems;
    }

    private static List<Problem> volume(Fields volume) {
        List<Problem> problems = new ArrayList<>();
        problems.addAll(named(volume.at("configMap"), "name", "configMap"));
        problems.addAll(named(volume.at("secret"), "secretName", "secret"));
        Rules.each("configMap.items", volume.items("configMap", "items"), VolumeRules::file, problems);
        Rules.each("secret.items", volume.items("secret", "items"), VolumeRules::file, problems);
        Rules.each("downwardAPI.items", volume.items("downwardAPI", "items"), VolumeRules::file, problems);
        return problems;
    }

    private static List<Problem> named(Fields source, String field, String path) {
        boolean lacking = source.isObject() && source.text(field).orElse("").isEmpty();
        return lacking ? List.of(Problem.required(path + "." + field)) : List.of();
    }

    private static List<Problem> file(Fields item) {
        String file = item.text("path").orElse("");
        List<Problem> problems = new ArrayList<>();
        if (file.startsWith("/")) {
            problems.add(Problem.invalid("path", Bounds.quoted(file), "must be a relative path"));
        }
        if (file.contains("..") && Arrays.asList(file.split("/", -1)).contains("..")) {
            problems.add(Problem.invalid("path", Bounds.quoted(file), "must not contain '..'"));
        } else if (file.startsWith("..")) {
            problems.add(Problem.invalid("path", Bounds.quoted(file), "must not start with '..'"));
        }
        return problems;
    }
}

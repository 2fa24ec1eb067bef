package dev.longshore.schemas;

import dev.longshore.objects.Fields;
import dev.longshore.objects.Quantity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What must hold among the containers of a pod, and in their variables and resources. Source: pkg/apis/core/validation. */
final class ContainerRules {
    private static final Set<String> POD_FIELDS = Set.of(
            "metadata.name",
            "metadata.namespace",
            "metadata.uid",
            "metadata.labels",
            "metadata.annotations",
            "spec.nodeName",
            "spec.serviceAccountName",
            "status.hostIP",
            "status.hostIPs",
            "status.podIP",
            "status.podIPs");
    private static final Pattern ONE_OF_MANY = Pattern.compile("metadata\\.(labels|annotations)\\['[^']+']");

    static final Map<String, Rule.Judge> ALL = Map.of(
            "pod-containers", (spec, old) -> containers(spec),
            "env-value", (variable, old) -> value(variable),
            "pod-field", (selector, old) -> podField(selector),
            "resources", (resources, old) -> resources(resources));

    private ContainerRules() {}

    private static List<Problem> containers(Fields spec) {
        List<Problem> problems = new ArrayList<>();
        Set<String> volumes = spec.items("volumes").stream()
                .flatMap(volume -> volume.text("name").stream())
                .collect(Collectors.toSet());
        Set<String> names = new HashSet<>();
        for (String list : List.of("containers", "initContainers")) {
            List<Fields> containers = spec.items(list);
            for (int i = 0; i < containers.size(); i++) {
                String path = list + "[" + i + "]";
                problems.addAll(container(containers.get(i), volumes, path));
                if (list.equals("initContainers")) {
                    takenName(containers.get(i), names, path).ifPresent(problems::add);
                }
            }
            containers.forEach(container -> container.text("name").ifPresent(names::add));
        }
        return problems;
    }

    /** Twice in one list is found by its key. */
    private static Optional<Problem> takenName(Fields container, Set<String> taken, String path) {
        return container
                .text("name")
                .filter(taken::contains)
                .map(name -> Problem.duplicate(path + ".name", Bounds.quoted(name)));
    }

    private static List<Problem> container(Fields container, Set<String> volumes, String path) {
        List<Problem> problems = new ArrayList<>();
        String image = container.text("image").orElse("");
        if (image.isEmpty()) {
            problems.add(Problem.required(path + ".image"));
        } else if (!image.strip().equals(image)) {
            problems.add(Problem.invalid(
                    path + ".image", Bounds.quoted(image), "must not have leading or trailing whitespace"));
        }
        int at = 0;
        for (Fields mount : container.items("volumeMounts")) {
            String place = path + ".volumeMounts[" + at++ + "].name";
            mount.text("name")
                    .filter(name -> !name.isEmpty() && !volumes.contains(name))
                    .ifPresent(name -> problems.add(Problem.notFound(place, Bounds.quoted(name))));
        }
        return problems;
    }

    private static List<Problem> value(Fields variable) {
        Fields source = variable.at("valueFrom");
        if (!source.isObject()) {
            return List.of();
        }
        if (!variable.text("value").orElse("").isEmpty()) {
            return List.of(Problem.invalid("valueFrom", "\"\"", "may not be specified when `value` is not empty"));
        }
        return source.entries().isEmpty()
                ? List.of(Problem.invalid(
                        "valueFrom",
                        "\"\"",
                        "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`"))
                : List.of();
    }

    private static List<Problem> podField(Fields selector) {
        String path = selector.text("fieldPath").orElse("");
        if (path.isEmpty()
                || POD_FIELDS.contains(path)
                || ONE_OF_MANY.matcher(path).matches()) {
            return List.of();
        }
        return List.of(Problem.invalid(
                "fieldPath", Bounds.quoted(path), "error converting fieldPath: field label not supported: " + path));
    }

    private static List<Problem> resources(Fields resources) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Fields> limits = resources.entries("limits");
        limits.forEach((name, amount) -> negative("limits", name, amount).ifPresent(problems::add));
        resources.entries("requests").forEach((name, amount) -> {
            negative("requests", name, amount).ifPresent(problems::add);
            Fields limit = limits.getOrDefault(name, amount);
            if (!limit.equals(amount) && isMore(amount, limit)) {
                problems.add(Problem.invalid(
                        "requests",
                        amount.toString(),
                        "must be less than or equal to " + name + " limit of "
                                + limit.scalar().orElse("")));
            }
        });
        return problems;
    }

    private static Optional<Problem> negative(String list, String name, Fields amount) {
        boolean below = amount.scalar().orElse("").startsWith("-")
                && Quantity.at(amount).orElse(Quantity.ZERO).compareTo(Quantity.ZERO) < 0;
        return below
                ? Optional.of(Problem.invalid(
                        list + "[" + name + "]", amount.toString(), "must be greater than or equal to 0"))
                : Optional.empty();
    }

    private static boolean isMore(Fields amount, Fields limit) {
        Optional<Quantity> wanted = Quantity.at(amount);
        Optional<Quantity> most = Quantity.at(limit);
        return wanted.isPresent() && most.isPresent() && wanted.orElseThrow().compareTo(most.orElseThrow()) > 0;
    }
}

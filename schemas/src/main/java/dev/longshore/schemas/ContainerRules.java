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
        Set<String> volumes = names(spec.items("volumes"));
        List<Fields> containers = spec.items("containers");
        List<Fields> before = spec.items("initContainers");
        Rules.each("containers", containers, container -> container(container, volumes), problems);
        Rules.each("initContainers", before, container -> container(container, volumes), problems);
        if (!before.isEmpty()) {
            Set<String> taken = names(containers);
            Rules.each("initContainers", before, container -> takenName(container, taken), problems);
        }
        return problems;
    }

    private static Set<String> names(List<Fields> items) {
        Set<String> names = new HashSet<>();
        for (Fields item : items) {
            item.text("name").ifPresent(names::add);
        }
        return names;
    }

    /** Twice in one list is found by its key. */
    private static List<Problem> takenName(Fields container, Set<String> taken) {
        String name = container.text("name").orElse("");
        return taken.contains(name) ? List.of(Problem.duplicate("name", Bounds.quoted(name))) : List.of();
    }

    private static List<Problem> container(Fields container, Set<String> volumes) {
        List<Problem> problems = new ArrayList<>();
        String image = container.text("image").orElse("");
        if (image.isEmpty()) {
            problems.add(Problem.required("image"));
        } else if (!image.strip().equals(image)) {
            problems.add(
                    Problem.invalid("image", Bounds.quoted(image), "must not have leading or trailing whitespace"));
        }
        boolean privileged = container.flag("securityContext", "privileged");
        Rules.each(
                "volumeMounts",
                container.items("volumeMounts"),
                mount -> mounted(mount, volumes, privileged),
                problems);
        return problems;
    }

    private static List<Problem> mounted(Fields mount, Set<String> volumes, boolean privileged) {
        List<Problem> problems = new ArrayList<>();
        String name = mount.text("name").orElse("");
        if (!name.isEmpty() && !volumes.contains(name)) {
            problems.add(Problem.notFound("name", Bounds.quoted(name)));
        }
        if (!privileged && mount.text("mountPropagation").orElse("").equals("Bidirectional")) {
            problems.add(Problem.forbidden(
                    "mountPropagation", "Bidirectional mount propagation is available only to privileged containers"));
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
        return source.isEmpty()
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
        Fields limits = resources.at("limits");
        limits.eachEntry((name, amount) -> negative("limits", name, amount).ifPresent(problems::add));
        resources.at("requests").eachEntry((name, amount) -> {
            negative("requests", name, amount).ifPresent(problems::add);
            Fields limit = limits.at(name);
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
        Optional<Quantity> most = Quantity.at(limit);
        return most.isPresent() && Quantity.at(amount).orElse(Quantity.ZERO).compareTo(most.orElseThrow()) > 0;
    }
}

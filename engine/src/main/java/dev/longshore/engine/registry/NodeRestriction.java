package dev.longshore.engine.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.objects.Fields;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a node may say about itself. By labels workloads are drawn to a node, by taints they are kept away, and an owner that is gone
 * takes the object along: none of them is for the node to choose. Source: Kubernetes, admission plugin NodeRestriction.
 */
final class NodeRestriction {
    private static final List<String> RESERVED = List.of("kubernetes.io", "k8s.io");
    private static final List<String> OPEN = List.of("kubelet.kubernetes.io", "node.kubernetes.io");
    private static final Set<String> OWN = Set.of(
            "kubernetes.io/hostname",
            "kubernetes.io/arch",
            "kubernetes.io/os",
            "beta.kubernetes.io/arch",
            "beta.kubernetes.io/os",
            "beta.kubernetes.io/instance-type",
            "topology.kubernetes.io/region",
            "topology.kubernetes.io/zone",
            "failure-domain.beta.kubernetes.io/region",
            "failure-domain.beta.kubernetes.io/zone");

    private NodeRestriction() {}

    static void check(Scene scene, ObjectNode object) {
        Optional<String> node = scene.who().node();
        if (node.isEmpty() || !scene.is("nodes")) {
            return;
        }
        Fields before = scene.before();
        Fields after = Fields.of(object);
        Set<String> labels = forbiddenLabels(before, after);
        if (!labels.isEmpty()) {
            throw refused(scene, "modify labels: " + String.join(", ", labels));
        }
        if (scene.current().isPresent() && differ(before, after, "spec", "taints")) {
            throw refused(scene, "modify taints");
        }
        if (differ(before, after, "metadata", "ownerReferences")) {
            throw refused(scene, "modify ownerReferences");
        }
    }

    private static Refusal refused(Scene scene, String what) {
        return new Refusal(
                Statuses.forbidden(scene.key(), "node \"" + scene.key().name() + "\" is not allowed to " + what));
    }

    private static boolean differ(Fields before, Fields after, String... path) {
        return !before.at(path).equals(after.at(path));
    }

    private static Set<String> forbiddenLabels(Fields before, Fields after) {
        Set<String> forbidden = new TreeSet<>();
        Stream.of(before, after)
                .flatMap(fields -> fields.strings("metadata", "labels").keySet().stream())
                .filter(label -> !open(label))
                .filter(label -> !Objects.equals(value(before, label), value(after, label)))
                .forEach(forbidden::add);
        return forbidden;
    }

    private static Optional<String> value(Fields fields, String label) {
        return fields.text("metadata", "labels", label);
    }

    private static boolean open(String label) {
        String domain = label.contains("/") ? label.substring(0, label.indexOf('/')) : "";
        return OWN.contains(label) || !within(domain, RESERVED) || within(domain, OPEN);
    }

    private static boolean within(String domain, List<String> parents) {
        return parents.stream().anyMatch(parent -> domain.equals(parent) || domain.endsWith("." + parent));
    }
}

package dev.longshore.engine.workloads.deployment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.engine.workloads.ChildNames;
import dev.longshore.objects.CanonicalJson;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.OwnerReference;
import dev.longshore.objects.apps.Deployment;
import dev.longshore.objects.apps.ReplicaSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One template of a Deployment as a ReplicaSet: its name, labels and annotations. Source: Kubernetes deployment_util.go. */
final class Revision {
    static final String NUMBER = "deployment.kubernetes.io/revision";
    static final String HISTORY = "deployment.kubernetes.io/revision-history";
    static final String DESIRED = "deployment.kubernetes.io/desired-replicas";
    static final String MAX = "deployment.kubernetes.io/max-replicas";
    private static final String HASH = "pod-template-hash";
    private static final Set<String> NOT_COPIED = Set.of(
            "kubectl.kubernetes.io/last-applied-configuration",
            NUMBER,
            HISTORY,
            DESIRED,
            MAX,
            "deprecated.deployment.rollback.to");

    private Revision() {}

    /** Whether the set was made from the Deployment's present template; the hash label is ours and does not count. */
    static boolean isOf(ReplicaSet set, Deployment deployment) {
        return bare(set.template()).equals(bare(deployment.template()));
    }

    private static Fields bare(Fields template) {
        ObjectNode copy = (ObjectNode) template.copy();
        if (copy.path("metadata").path("labels") instanceof ObjectNode labels) {
            labels.remove(HASH);
        }
        if (copy.path("metadata") instanceof ObjectNode metadata) {
            metadata.remove("creationTimestamp");
        }
        return Fields.of(copy);
    }

    static String hash(Deployment deployment) {
        byte[] template =
                CanonicalJson.bytes((ObjectNode) bare(deployment.template()).copy());
        return ChildNames.hash(
                template, deployment.collisionCount().map(String::valueOf).orElse(""));
    }

    static String name(Deployment deployment) {
        return deployment.item().name() + "-" + hash(deployment);
    }

    /** The ReplicaSet of the present template, not yet in the cluster. */
    static Draft create(Deployment deployment, int size, long number, RolloutPlan.Bounds bounds) {
        Item owner = deployment.item();
        String hash = hash(deployment);
        Map<String, Object> selector = new LinkedHashMap<>(owner.fields().entries("spec", "selector"));
        Map<String, String> matching = new LinkedHashMap<>(owner.strings("spec", "selector", "matchLabels"));
        matching.put(HASH, hash);
        selector.put("matchLabels", matching);
        Map<String, String> labels = new LinkedHashMap<>(deployment.template().strings("metadata", "labels"));
        labels.put(HASH, hash);
        Map<String, String> annotations = annotations(deployment, Map.of());
        annotations.put(NUMBER, Long.toString(number));
        annotations.putAll(sizes(bounds));
        Draft draft = Draft.empty(ObjectKey.of(ReplicaSet.KIND, owner.namespace(), name(deployment)))
                .with(labels, "metadata", "labels")
                .with(annotations, "metadata", "annotations")
                .with(List.of(OwnerReference.controlledBy(owner)), "metadata", "ownerReferences")
                .with(size, "spec", "replicas")
                .with(selector, "spec", "selector")
                .with(deployment.template(), "spec", "template")
                .with(labels, "spec", "template", "metadata", "labels");
        return deployment.minReadySeconds() > 0
                ? draft.with(deployment.minReadySeconds(), "spec", "minReadySeconds")
                : draft;
    }

    /** The Deployment's annotations that its ReplicaSets bear too, on top of those the set has. */
    static Map<String, String> annotations(Deployment deployment, Map<String, String> present) {
        Map<String, String> annotations = new LinkedHashMap<>(present);
        deployment.item().annotations().forEach((key, value) -> {
            if (!NOT_COPIED.contains(key)) {
                annotations.put(key, value);
            }
        });
        return annotations;
    }

    /** What the Deployment wanted when a set was last scaled. */
    static Map<String, String> sizes(RolloutPlan.Bounds bounds) {
        Map<String, String> sizes = new LinkedHashMap<>();
        sizes.put(DESIRED, Integer.toString(bounds.replicas()));
        sizes.put(MAX, Integer.toString(bounds.maxTotal()));
        return sizes;
    }

    /** 0 when it has none or it is no number. */
    static long number(Item item) {
        return number(item, NUMBER);
    }

    static long number(Item item, String annotation) {
        String text = item.annotations().getOrDefault(annotation, "");
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }
}

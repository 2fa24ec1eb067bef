package dev.longshore.engine.workloads;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.objects.CanonicalJson;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.OwnerReference;
import dev.longshore.objects.apps.Deployment;
import dev.longshore.objects.apps.ReplicaSet;
import dev.longshore.objects.core.Pod;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Small objects for planner tests. */
public final class Fixtures {
    public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private Fixtures() {}

    /** An item of a draft, as if it had been stored at a revision. */
    public static Item stored(Draft draft, String uid, long revision) {
        ObjectNode tree = draft.with(uid, "metadata", "uid")
                .without("metadata", "resourceVersion")
                .copy();
        return Item.of(draft.key(), revision, CanonicalJson.bytes(tree));
    }

    /** A set with selector and labels app=web. */
    public static Draft setDraft(String name, int replicas) {
        return Draft.empty(ObjectKey.of(ReplicaSet.KIND, "shop", name))
                .with(replicas, "spec", "replicas")
                .with(Map.of("app", "web"), "spec", "selector", "matchLabels")
                .with(Map.of("app", "web"), "spec", "template", "metadata", "labels")
                .with(List.of(Map.of("name", "c", "image", "a:1")), "spec", "template", "spec", "containers")
                .with(1, "metadata", "generation");
    }

    public static ReplicaSet set(int replicas) {
        return new ReplicaSet(stored(setDraft("web", replicas), "set-uid", 1));
    }

    /** A pod of {@code owner} without status. */
    public static Draft podDraft(Item owner, String name) {
        return Draft.empty(ObjectKey.of(Pod.KIND, "shop", name))
                .with(Map.of("app", "web"), "metadata", "labels")
                .with(List.of(OwnerReference.controlledBy(owner)), "metadata", "ownerReferences")
                .with("2026-01-01T11:00:00Z", "metadata", "creationTimestamp");
    }

    /** Running on {@code node}, ready since {@code since}. */
    public static Draft ready(Draft pod, String node, Instant since) {
        return pod.with(node, "spec", "nodeName")
                .with("Running", "status", "phase")
                .with(
                        List.of(Map.of("type", "Ready", "status", "True", "lastTransitionTime", since.toString())),
                        "status",
                        "conditions");
    }

    public static Draft deploymentDraft(int replicas, String surge, String unavailable, String image) {
        return Draft.empty(ObjectKey.of(Deployment.KIND, "shop", "web"))
                .with(replicas, "spec", "replicas")
                .with(Map.of("app", "web"), "spec", "selector", "matchLabels")
                .with("RollingUpdate", "spec", "strategy", "type")
                .with(number(surge), "spec", "strategy", "rollingUpdate", "maxSurge")
                .with(number(unavailable), "spec", "strategy", "rollingUpdate", "maxUnavailable")
                .with(600, "spec", "progressDeadlineSeconds")
                .with(10, "spec", "revisionHistoryLimit")
                .with(Map.of("app", "web"), "spec", "template", "metadata", "labels")
                .with(List.of(Map.of("name", "c", "image", image)), "spec", "template", "spec", "containers")
                .with(1, "metadata", "generation");
    }

    private static Object number(String text) {
        return text.endsWith("%") ? text : Integer.valueOf(text);
    }
}

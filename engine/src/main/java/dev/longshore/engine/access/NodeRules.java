package dev.longshore.engine.access;

import dev.longshore.engine.access.Authorizer.Verdict;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Pod;
import java.util.List;
import java.util.Optional;

/**
 * What the agent of a node may do: look after its own Node and lease, after the pods that are bound to it, and read what those pods
 * name. Source: Kubernetes, "Using Node Authorization", made stricter.
 */
record NodeRules(String node, NodeGraph graph) {
    private static final String LEASES = "kube-node-lease";
    private static final List<String> WRITES = List.of("get", "create", "update", "patch");
    private static final List<String> CHANGES = List.of("update", "patch");

    /** Empty: no rule grants it. */
    Optional<Verdict> decide(Attempt attempt) {
        return switch (attempt.key().kind().resource()) {
            case "nodes" -> allowedIf(ownNode(attempt));
            case "leases.coordination.k8s.io" -> allowedIf(ownLease(attempt));
            case "pods" -> allowedIf(ownPod(attempt));
            case "events" -> allowedIf(WRITES.contains(attempt.verb()));
            case "secrets", "configmaps" -> referenced(attempt);
            default -> Optional.empty();
        };
    }

    private static Optional<Verdict> allowedIf(boolean granted) {
        return granted ? Optional.of(new Verdict.Allowed()) : Optional.empty();
    }

    private boolean ownNode(Attempt attempt) {
        boolean looks = attempt.verb().equals("list") || attempt.verb().equals("watch");
        return attempt.key().name().equals(node) && (looks || WRITES.contains(attempt.verb()));
    }

    private boolean ownLease(Attempt attempt) {
        ObjectKey key = attempt.key();
        return key.namespace().equals(LEASES) && key.name().equals(node) && WRITES.contains(attempt.verb());
    }

    private boolean ownPod(Attempt attempt) {
        return switch (attempt.verb()) {
            case "list", "watch" ->
                attempt.fields().getOrDefault("spec.nodeName", "").equals(node);
            case "get" -> bound(attempt.key());
            case "delete" -> attempt.key().subresource().isEmpty() && bound(attempt.key());
            default ->
                attempt.key().subresource().equals("status")
                        && CHANGES.contains(attempt.verb())
                        && bound(attempt.key());
        };
    }

    /** A pod that is gone is nobody's secret: its agent may hear so. */
    private boolean bound(ObjectKey key) {
        return graph.pod(key)
                .map(pod -> pod.nodeName().equals(Optional.of(node)))
                .orElse(true);
    }

    private Optional<Verdict> referenced(Attempt attempt) {
        return switch (attempt.verb()) {
            case "get" -> allowedIf(named(attempt.key()));
            case "watch" -> Optional.of(new Verdict.Filtered((Item item) -> named(item.key())));
            default -> Optional.empty();
        };
    }

    private boolean named(ObjectKey key) {
        return graph.podsOn(node).stream()
                .filter(pod -> pod.item().namespace().equals(key.namespace()))
                .map(Pod::item)
                .anyMatch(pod -> PodReferences.names(pod, key));
    }
}

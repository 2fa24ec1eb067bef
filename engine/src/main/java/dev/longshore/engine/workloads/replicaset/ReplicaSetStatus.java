package dev.longshore.engine.workloads.replicaset;

import dev.longshore.engine.workloads.PodTimes;
import dev.longshore.objects.Conditions;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Fields;
import dev.longshore.objects.apps.ReplicaSet;
import dev.longshore.objects.core.Pod;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a ReplicaSet says of its pods. Source: ReplicaSetStatus. */
final class ReplicaSetStatus {
    private ReplicaSetStatus() {}

    /** The set with its new status; empty when that is the status it has. A clean pass takes the failure condition away. */
    static Optional<Draft> changed(ReplicaSet set, List<Pod> active, Instant now) {
        return written(set, counts(set, active, now), List.of());
    }

    /** The set with a condition that tells why pods could not be created or deleted; counts stay. */
    static Optional<Draft> failed(ReplicaSet set, String why, Instant now) {
        Map<String, Object> status = new LinkedHashMap<>(set.item().fields().entries("status"));
        String reason = set.status("replicas") > set.replicas() ? "FailedDelete" : "FailedCreate";
        return written(
                set,
                status,
                Conditions.with(set.item().items("status", "conditions"), "ReplicaFailure", "True", reason, why, now));
    }

    private static Optional<Draft> written(ReplicaSet set, Map<String, Object> status, List<Fields> conditions) {
        Map<String, Object> whole = new LinkedHashMap<>(status);
        whole.remove("conditions");
        if (!conditions.isEmpty()) {
            whole.put("conditions", conditions.stream().map(Fields::copy).toList());
        }
        Draft draft = set.item().draft().with(whole, "status");
        boolean same = draft.fields().at("status").equals(set.item().fields().at("status"));
        return same ? Optional.empty() : Optional.of(draft);
    }

    private static Map<String, Object> counts(ReplicaSet set, List<Pod> active, Instant now) {
        Map<String, String> labels = set.template().strings("metadata", "labels");
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("replicas", active.size());
        put(
                counts,
                "fullyLabeledReplicas",
                count(active, pod -> pod.item().labels().entrySet().containsAll(labels.entrySet())));
        put(counts, "readyReplicas", count(active, Pod::ready));
        put(counts, "availableReplicas", count(active, pod -> PodTimes.available(pod, set.minReadySeconds(), now)));
        counts.put("observedGeneration", set.item().generation());
        return counts;
    }

    /** Zero is left out, as the wire form does. */
    private static void put(Map<String, Object> counts, String name, int count) {
        if (count > 0) {
            counts.put(name, count);
        }
    }

    private static int count(List<Pod> pods, java.util.function.Predicate<Pod> rule) {
        return (int) pods.stream().filter(rule).count();
    }
}

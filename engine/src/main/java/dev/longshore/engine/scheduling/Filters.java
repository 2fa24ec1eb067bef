package dev.longshore.engine.scheduling;

import dev.longshore.engine.scheduling.Snapshot.Place;
import dev.longshore.objects.core.Node.Taint;
import dev.longshore.objects.core.Pod;
import java.util.ArrayList;
import java.util.List;

/** Why a node cannot take a pod, in the words that people and tools look for. Source: Kubernetes scheduler plugins. */
final class Filters {
    private static final Taint CORDON = new Taint("node.kubernetes.io/unschedulable", "", "NoSchedule");

    private Filters() {}

    /** Reasons of the first rule that refuses; empty when the node fits. */
    static List<String> reasons(Need need, Place place) {
        Pod pod = need.pod();
        if (place.node().unschedulable() && !Tolerations.tolerates(pod, CORDON)) {
            return List.of("node(s) were unschedulable");
        }
        if (!Tolerations.admit(pod, taints(place))) {
            return List.of("node(s) had untolerated taint(s)");
        }
        if (!need.nodes().matches(place.node().item().labels())) {
            return List.of("node(s) didn't match Pod's node affinity/selector");
        }
        return lacking(need.requested(), place);
    }

    /** The taint that mirrors a cordon says nothing of its own. */
    private static List<Taint> taints(Place place) {
        return place.taints().stream()
                .filter(taint -> !taint.key().equals(CORDON.key()))
                .toList();
    }

    private static List<String> lacking(Resources wanted, Place place) {
        List<String> reasons = new ArrayList<>();
        if (place.load().count() + 1 > place.allocatable().of("pods")) {
            reasons.add("Too many pods");
        }
        wanted.amounts().forEach((resource, amount) -> {
            long free =
                    place.allocatable().of(resource) - place.load().requested().of(resource);
            if (amount > 0 && amount > free) {
                reasons.add("Insufficient " + resource);
            }
        });
        return reasons;
    }
}

package dev.longshore.engine.scheduling;

import dev.longshore.cluster.Action;
import dev.longshore.engine.scheduling.Snapshot.Place;
import dev.longshore.objects.Conditions;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Fields;
import dev.longshore.objects.core.Pod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Decides where one pod runs, or says why nowhere. Equal arguments give equal actions. */
final class PlacementPlan {
    private static final String SCHEDULED = "PodScheduled";

    private PlacementPlan() {}

    /** @param draw decides between equally good nodes; any number */
    static List<Action> plan(Pod pod, Snapshot snapshot, Instant now, long draw) {
        if (pod.nodeName().isPresent() || pod.item().terminating() || pod.finished()) {
            return List.of();
        }
        if (!pod.item().items("spec", "schedulingGates").isEmpty()) {
            return refuse(pod, "SchedulingGated", "Scheduling is blocked due to non-empty scheduling gates", now);
        }
        Need need = Need.of(pod);
        List<Place> fitting = new ArrayList<>();
        Map<String, Integer> reasons = new TreeMap<>();
        for (Place place : snapshot.places()) {
            List<String> against = Filters.reasons(need, place);
            against.forEach(reason -> reasons.merge(reason, 1, Integer::sum));
            if (against.isEmpty()) {
                fitting.add(place);
            }
        }
        return fitting.isEmpty()
                ? refuse(pod, "Unschedulable", message(snapshot.places().size(), reasons), now)
                : bind(pod, best(need, fitting, draw));
    }

    private static Place best(Need need, List<Place> places, long draw) {
        List<Long> scores = Scores.of(need, places);
        long max = scores.stream().mapToLong(Long::longValue).max().orElseThrow();
        List<Place> equal = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            if (scores.get(i) == max) {
                equal.add(places.get(i));
            }
        }
        return equal.get((int) Long.remainderUnsigned(draw, equal.size()));
    }

    private static List<Action> bind(Pod pod, Place place) {
        String message = "Successfully assigned " + pod.item().key().qualifiedName() + " to " + place.name();
        return List.of(
                new Action.Bind(pod.boundTo(place.name())),
                new Action.Event(pod.item(), "Normal", "Scheduled", message));
    }

    /** {@code 0/3 nodes are available: 1 Insufficient cpu, 2 node(s) had untolerated taint(s).} */
    private static String message(int nodes, Map<String, Integer> reasons) {
        if (nodes == 0) {
            return "no nodes available to schedule pods";
        }
        List<String> entries = new ArrayList<>();
        reasons.forEach((reason, count) -> entries.add(count + " " + reason));
        return "0/" + nodes + " nodes are available: "
                + String.join(", ", entries.stream().sorted().toList()) + ".";
    }

    /** Says why on the pod; nothing when it says so already. */
    private static List<Action> refuse(Pod pod, String reason, String message, Instant now) {
        List<Fields> before = pod.item().items("status", "conditions");
        List<Fields> after = Conditions.with(before, SCHEDULED, "False", reason, message, now);
        if (after.equals(before)) {
            return List.of();
        }
        Draft told = pod.item().draft().with(after, "status", "conditions");
        return List.of(
                new Action.UpdateStatus(told), new Action.Event(pod.item(), "Warning", "FailedScheduling", message));
    }
}

package dev.longshore.engine.workloads.replicaset;

import dev.longshore.cluster.Action;
import dev.longshore.cluster.Action.Create;
import dev.longshore.cluster.Action.Delete;
import dev.longshore.cluster.Action.Event;
import dev.longshore.cluster.Action.RequeueAfter;
import dev.longshore.cluster.Action.UpdateStatus;
import dev.longshore.engine.workloads.ChildNames;
import dev.longshore.engine.workloads.Claims;
import dev.longshore.engine.workloads.DeletionOrder;
import dev.longshore.engine.workloads.PodTimes;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.OwnerReference;
import dev.longshore.objects.apps.ReplicaSet;
import dev.longshore.objects.core.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides what one ReplicaSet needs next. Equal arguments give equal actions, in the same order. */
final class ReplicaSetPlan {
    /** At most this many creations or deletions in one pass. */
    static final int BURST = 500;

    private ReplicaSetPlan() {}

    /**
     * Adoptions and releases first, then pods, then the status as it was before this pass.
     *
     * @param inNamespace every pod of the namespace; order does not matter
     * @param siblings active pods of other ReplicaSets with the same owner: they count when nodes are compared
     */
    static List<Action> plan(ReplicaSet desired, List<Item> inNamespace, List<Pod> siblings, Instant now) {
        List<Item> ordered = inNamespace.stream()
                .filter(pod -> !new Pod(pod).finished())
                .sorted((one, other) -> one.key().compareTo(other.key()))
                .toList();
        Claims claims = Claims.of(desired.item(), desired.selector(), ordered);
        List<Pod> active =
                claims.children().stream().map(Pod::new).filter(Pod::active).toList();
        List<Action> actions = new ArrayList<>(claims.actions());
        if (!desired.item().terminating()) {
            actions.addAll(resize(desired, active, inNamespace, siblings, now));
        }
        ReplicaSetStatus.changed(desired, active, now).ifPresent(status -> actions.add(new UpdateStatus(status)));
        nextAvailable(desired, active, now).ifPresent(wait -> actions.add(new RequeueAfter(wait)));
        return List.copyOf(actions);
    }

    private static List<Action> resize(
            ReplicaSet desired, List<Pod> active, List<Item> inNamespace, List<Pod> siblings, Instant now) {
        int surplus = active.size() - desired.replicas();
        if (surplus < 0) {
            return create(desired, inNamespace, Math.min(-surplus, BURST));
        }
        List<Pod> related = new ArrayList<>(active);
        related.addAll(siblings);
        return DeletionOrder.first(Math.min(surplus, BURST), active, related, now).stream()
                .<Action>map(pod -> delete(desired, pod.item()))
                .toList();
    }

    private static List<Action> create(ReplicaSet desired, List<Item> inNamespace, int count) {
        Set<String> taken = inNamespace.stream().map(Item::name).collect(Collectors.toSet());
        return ChildNames.free(desired.item(), taken)
                .limit(count)
                .<Action>map(name -> new Create(
                        pod(desired, name), Optional.of(event(desired, "SuccessfulCreate", "Created pod: " + name))))
                .toList();
    }

    private static Delete delete(ReplicaSet desired, Item pod) {
        return new Delete(pod.key(), pod.uid(), event(desired, "SuccessfulDelete", "Deleted pod: " + pod.name()));
    }

    /** Source: kube-controller-manager, controller_utils.go, the reasons of pod control. */
    private static Event event(ReplicaSet desired, String reason, String message) {
        return new Event(desired.item(), "Normal", reason, message);
    }

    /** A pod of the template under a name. Only labels, annotations and finalizers of the template's metadata are taken. */
    private static Draft pod(ReplicaSet desired, String name) {
        Fields template = desired.template();
        Draft pod = Draft.empty(ObjectKey.of(Pod.KIND, desired.item().namespace(), name))
                .with(template.at("spec"), "spec")
                .with(List.of(OwnerReference.controlledBy(desired.item())), "metadata", "ownerReferences");
        for (String field : List.of("labels", "annotations", "finalizers")) {
            pod = template.has("metadata", field) ? pod.with(template.at("metadata", field), "metadata", field) : pod;
        }
        return pod;
    }

    private static Optional<Duration> nextAvailable(ReplicaSet desired, List<Pod> active, Instant now) {
        return active.stream()
                .flatMap(pod -> PodTimes.untilAvailable(pod, desired.minReadySeconds(), now).stream())
                .min(Duration::compareTo);
    }
}

package dev.longshore.engine.workloads.deployment;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.cluster.Action;
import dev.longshore.cluster.Patch;
import dev.longshore.engine.workloads.Claims;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.apps.Deployment;
import dev.longshore.objects.apps.ReplicaSet;
import dev.longshore.objects.core.Pod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what one Deployment needs next: one step of its rollout, never two. Equal arguments give equal actions, in the same order.
 *
 * <p>A pass is the first of these that applies: no selector → say so · being deleted → status · paused → resize what is there ·
 * wanted number changed → resize in proportion · Recreate or RollingUpdate step. The status is always that of before the step.
 */
final class DeploymentPlan {
    private final Deployment deployment;
    private final List<Item> candidates;
    private final List<Pod> pods;
    private final Instant now;
    private final RolloutPlan.Bounds bounds;
    private final List<ReplicaSet> sets;
    private final Optional<ReplicaSet> fresh;
    private final List<ReplicaSet> old;
    private final List<Action> actions = new ArrayList<>();
    private Optional<String> created = Optional.empty();

    private DeploymentPlan(Deployment deployment, List<Item> candidates, List<Pod> pods, Instant now) {
        this.deployment = deployment;
        this.candidates = candidates;
        this.pods = pods;
        this.now = now;
        this.bounds = RolloutPlan.Bounds.of(deployment);
        Claims claims = Claims.of(deployment.item(), deployment.selector(), candidates);
        actions.addAll(claims.actions());
        sets = claims.children().stream()
                .map(ReplicaSet::new)
                .filter(set -> !set.item().terminating())
                .sorted(OLDEST_FIRST)
                .toList();
        fresh = sets.stream().filter(set -> Revision.isOf(set, deployment)).findFirst();
        old = sets.stream()
                .filter(set -> fresh.isEmpty() || !fresh.get().equals(set))
                .toList();
    }

    private static final Comparator<ReplicaSet> OLDEST_FIRST = Comparator.<ReplicaSet, String>comparing(
                    set -> set.item().text("metadata", "creationTimestamp").orElse(""))
            .thenComparing(set -> set.item().name());

    /**
     * @param replicaSets every ReplicaSet of the namespace; order does not matter
     * @param pods every pod of the namespace; Recreate waits for the old ones to be gone
     */
    static List<Action> plan(Deployment deployment, List<Item> replicaSets, List<Pod> pods, Instant now) {
        if (deployment.selector().requirements().isEmpty()) {
            return List.of(new Action.Event(
                    deployment.item(),
                    "Warning",
                    "SelectingAll",
                    "This deployment is selecting all pods. A non-empty selector is required."));
        }
        List<Item> ordered =
                replicaSets.stream().sorted(Comparator.comparing(Item::key)).toList();
        return new DeploymentPlan(deployment, ordered, pods, now).plan();
    }

    private List<Action> plan() {
        if (!deployment.item().terminating()) {
            step();
        }
        if (!numbered()) {
            DeploymentStatus.changed(deployment, sets, fresh, bounds, created, now)
                    .ifPresent(status -> actions.add(new Action.UpdateStatus(status)));
        }
        DeploymentStatus.untilDeadline(deployment, now).ifPresent(wait -> actions.add(new Action.RequeueAfter(wait)));
        return List.copyOf(actions);
    }

    private void step() {
        if (deployment.paused() || scaled()) {
            resize();
        } else if (deployment.recreates()) {
            recreate();
        } else {
            roll();
        }
        if (deployment.paused() || DeploymentStatus.complete(deployment, sets, fresh)) {
            forgetOldest();
        }
    }

    /** Whether the wanted number changed since the active sets were last sized. */
    private boolean scaled() {
        return sets.stream()
                .filter(set -> set.replicas() > 0)
                .filter(set -> set.item().annotations().containsKey(Revision.DESIRED))
                .anyMatch(set -> Revision.number(set.item(), Revision.DESIRED) != deployment.replicas());
    }

    private void roll() {
        if (fresh.isEmpty()) {
            create(RolloutPlan.grown(new RolloutPlan.Size("", 0, 0, 0, 0), sizes(old), bounds));
            return;
        }
        RolloutPlan.Size size = size(fresh.get());
        int grown = RolloutPlan.grown(size, sizes(old), bounds);
        write(fresh.get(), grown);
        if (grown == size.wanted()) {
            Map<String, Integer> shrunk = RolloutPlan.shrunk(size, sizes(old), bounds);
            old.forEach(set -> write(set, shrunk.getOrDefault(set.item().name(), set.replicas())));
        }
    }

    private void recreate() {
        boolean shrinking = old.stream().anyMatch(set -> set.replicas() > 0);
        old.forEach(set -> write(set, 0));
        boolean draining = pods.stream().filter(pod -> !pod.finished()).anyMatch(this::isOld);
        if (shrinking || draining) {
            return;
        }
        fresh.ifPresentOrElse(set -> write(set, bounds.replicas()), () -> create(bounds.replicas()));
    }

    private boolean isOld(Pod pod) {
        return pod.item()
                .controller()
                .filter(owner -> old.stream().anyMatch(set -> set.item().uid().equals(owner.uid())))
                .isPresent();
    }

    private void resize() {
        List<ReplicaSet> active =
                sets.stream().filter(set -> set.replicas() > 0).toList();
        Optional<ReplicaSet> only = active.size() <= 1
                ? active.stream()
                        .findFirst()
                        .or(() -> fresh)
                        .or(() -> sets.stream().reduce((one, later) -> later))
                : Optional.empty();
        if (only.isPresent()) {
            write(only.get(), bounds.replicas());
        } else if (saturated()) {
            old.forEach(set -> write(set, 0));
        } else if (!deployment.recreates() && !active.isEmpty()) {
            Map<String, Integer> shares = RolloutPlan.proportional(sizes(active), bounds);
            active.forEach(set -> write(set, shares.getOrDefault(set.item().name(), set.replicas())));
        }
    }

    private boolean saturated() {
        return fresh.filter(set -> set.replicas() == deployment.replicas()
                        && Revision.number(set.item(), Revision.DESIRED) == deployment.replicas()
                        && set.status("availableReplicas") == deployment.replicas())
                .isPresent();
    }

    /** Makes the set of the present template, or counts a collision when something else bears its name. */
    private void create(int size) {
        String name = Revision.name(deployment);
        if (candidates.stream().anyMatch(item -> item.name().equals(name))) {
            long collisions = deployment.collisionCount().orElse(0L) + 1;
            actions.add(
                    new Action.UpdateStatus(deployment.item().draft().with(collisions, "status", "collisionCount")));
            return;
        }
        actions.add(new Action.Create(Revision.create(deployment, size, nextNumber(), bounds)));
        created = Optional.of(name);
        tell(name, 0, size);
    }

    private long nextNumber() {
        return old.stream().mapToLong(set -> Revision.number(set.item())).max().orElse(0) + 1;
    }

    /** Writes size, annotations and minReadySeconds of a set where they differ. */
    private void write(ReplicaSet set, int size) {
        boolean present = fresh.filter(set::equals).isPresent();
        Map<String, String> annotations = new LinkedHashMap<>(set.item().annotations());
        Draft draft = set.item().draft().with(size, "spec", "replicas");
        if (present) {
            annotations = Revision.annotations(deployment, annotations);
            renumber(set, annotations);
            draft = minReady(draft);
        }
        if (present || size > 0) {
            annotations.putAll(Revision.sizes(bounds));
        }
        draft = draft.with(annotations, "metadata", "annotations");
        if (!draft.equals(set.item().draft())) {
            actions.add(new Action.Replace(draft));
        }
        if (size != set.replicas()) {
            tell(set.item().name(), set.replicas(), size);
        }
    }

    private Draft minReady(Draft draft) {
        return deployment.minReadySeconds() > 0
                ? draft.with(deployment.minReadySeconds(), "spec", "minReadySeconds")
                : draft.without("spec", "minReadySeconds");
    }

    /** A set that comes back (by an undo) gets the next number and remembers the one it had. */
    private void renumber(ReplicaSet set, Map<String, String> annotations) {
        long present = Revision.number(set.item());
        long next = nextNumber();
        if (present >= next) {
            return;
        }
        annotations.put(Revision.NUMBER, Long.toString(next));
        if (present > 0) {
            annotations.merge(Revision.HISTORY, Long.toString(present), (before, last) -> before + "," + last);
        }
    }

    /** Puts the number of the present revision on the Deployment; true when that had to be written first. */
    private boolean numbered() {
        long number = fresh.map(set -> Math.max(Revision.number(set.item()), nextNumber()))
                .orElse(0L);
        if (number == 0
                || number == Revision.number(deployment.item())
                || deployment.item().terminating()) {
            return false;
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("metadata").putObject("annotations").put(Revision.NUMBER, Long.toString(number));
        actions.add(new Action.Change(deployment.item().key(), deployment.item().uid(), new Patch.Merge(body)));
        return true;
    }

    /** Empty old sets beyond the limit go, lowest revision first; one that still has pods keeps its place. */
    private void forgetOldest() {
        int excess = old.size() - deployment.historyLimit();
        old.stream()
                .sorted(Comparator.comparingLong((ReplicaSet set) -> Revision.number(set.item()))
                        .thenComparing(OLDEST_FIRST))
                .limit(Math.max(0, excess))
                .filter(set -> set.replicas() == 0 && set.status("replicas") == 0 && set.observed())
                .forEach(set -> actions.add(
                        new Action.Delete(set.item().key(), set.item().uid())));
    }

    private void tell(String name, int from, int to) {
        String message =
                "Scaled " + (to >= from ? "up" : "down") + " replica set " + name + " from " + from + " to " + to;
        actions.add(new Action.Event(deployment.item(), "Normal", "ScalingReplicaSet", message));
    }

    private static List<RolloutPlan.Size> sizes(List<ReplicaSet> sets) {
        return sets.stream().map(DeploymentPlan::size).toList();
    }

    private static RolloutPlan.Size size(ReplicaSet set) {
        return new RolloutPlan.Size(
                set.item().name(),
                set.replicas(),
                set.status("availableReplicas"),
                (int) Revision.number(set.item(), Revision.MAX),
                set.status("replicas"));
    }
}

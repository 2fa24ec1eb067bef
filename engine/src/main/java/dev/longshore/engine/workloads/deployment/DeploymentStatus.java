package dev.longshore.engine.workloads.deployment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.objects.Conditions;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Fields;
import dev.longshore.objects.apps.Deployment;
import dev.longshore.objects.apps.ReplicaSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a Deployment says of its rollout. Source: DeploymentStatus; Kubernetes deployment/progress.go. */
final class DeploymentStatus {
    private static final String PROGRESSING = "Progressing";
    private static final String TIMED_OUT = "ProgressDeadlineExceeded";
    private static final String DONE = "NewReplicaSetAvailable";

    private DeploymentStatus() {}

    /**
     * The Deployment with its new status; empty when that is the status it has.
     *
     * @param created name of a ReplicaSet that this pass makes
     */
    static Optional<Draft> changed(
            Deployment deployment,
            List<ReplicaSet> sets,
            Optional<ReplicaSet> fresh,
            RolloutPlan.Bounds bounds,
            Optional<String> created,
            Instant now) {
        Map<String, Object> status = counts(deployment, sets, fresh);
        List<Fields> conditions = conditions(deployment, sets, fresh, bounds, created, status, now);
        if (!conditions.isEmpty()) {
            status.put("conditions", conditions.stream().map(Fields::copy).toList());
        }
        Draft draft = deployment.item().draft().with(status, "status");
        boolean same =
                draft.fields().at("status").equals(deployment.item().fields().at("status"));
        return same ? Optional.empty() : Optional.of(draft);
    }

    /** Everything runs the present template, and nothing of an old one is left. */
    static boolean complete(Deployment deployment, List<ReplicaSet> sets, Optional<ReplicaSet> fresh) {
        int wanted = deployment.replicas();
        return fresh.filter(set -> set.observed() && set.status("replicas") == wanted)
                        .isPresent()
                && sum(sets, "replicas") == wanted
                && sum(sets, "availableReplicas") == wanted;
    }

    /** How long until a rollout without progress counts as failed; empty when none is under way. */
    static Optional<Duration> untilDeadline(Deployment deployment, Instant now) {
        Optional<Fields> progress = Conditions.find(deployment.item().fields(), PROGRESSING);
        if (deployment.progressDeadlineSeconds().isEmpty() || progress.isEmpty() || deployment.paused()) {
            return Optional.empty();
        }
        String reason = progress.get().text("reason").orElse("");
        if (reason.equals(DONE) || reason.equals(TIMED_OUT)) {
            return Optional.empty();
        }
        return progress.get()
                .text("lastUpdateTime")
                .map(Instant::parse)
                .map(last -> Duration.between(
                        now,
                        last.plusSeconds(deployment.progressDeadlineSeconds().getAsLong() + 1)))
                .map(wait -> wait.isPositive() ? wait : Duration.ofSeconds(1));
    }

    private static Map<String, Object> counts(
            Deployment deployment, List<ReplicaSet> sets, Optional<ReplicaSet> fresh) {
        Map<String, Object> counts = new LinkedHashMap<>();
        deployment.collisionCount().ifPresent(count -> counts.put("collisionCount", count));
        counts.put("observedGeneration", deployment.item().generation());
        put(counts, "replicas", sum(sets, "replicas"));
        put(counts, "updatedReplicas", fresh.map(set -> set.status("replicas")).orElse(0));
        put(counts, "readyReplicas", sum(sets, "readyReplicas"));
        put(counts, "availableReplicas", sum(sets, "availableReplicas"));
        int wanted = sets.stream().mapToInt(ReplicaSet::replicas).sum();
        put(counts, "unavailableReplicas", Math.max(0, wanted - sum(sets, "availableReplicas")));
        return counts;
    }

    private static List<Fields> conditions(
            Deployment deployment,
            List<ReplicaSet> sets,
            Optional<ReplicaSet> fresh,
            RolloutPlan.Bounds bounds,
            Optional<String> created,
            Map<String, Object> counts,
            Instant now) {
        List<Fields> conditions = new ArrayList<>(deployment.item().items("status", "conditions"));
        boolean enough = sum(sets, "availableReplicas") >= bounds.minAvailable();
        conditions = with(
                conditions,
                "Available",
                enough ? "True" : "False",
                enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                enough ? "Deployment has minimum availability." : "Deployment does not have minimum availability.",
                false,
                now);
        conditions = progress(deployment, conditions, sets, fresh, created, counts, now);
        return failure(conditions, sets, fresh, now);
    }

    private static List<Fields> progress(
            Deployment deployment,
            List<Fields> conditions,
            List<ReplicaSet> sets,
            Optional<ReplicaSet> fresh,
            Optional<String> created,
            Map<String, Object> counts,
            Instant now) {
        if (deployment.progressDeadlineSeconds().isEmpty()) {
            return without(conditions, PROGRESSING);
        }
        Optional<Fields> before = Conditions.find(deployment.item().fields(), PROGRESSING);
        String reason = before.flatMap(condition -> condition.text("reason")).orElse("");
        if (deployment.paused() || reason.equals("DeploymentPaused")) {
            return pause(deployment, conditions, reason, now);
        }
        if (created.isPresent()) {
            String message = "Created new replica set \"" + created.get() + "\"";
            return with(conditions, PROGRESSING, "True", "NewReplicaSetCreated", message, true, now);
        }
        String name = fresh.map(set -> "ReplicaSet \"" + set.item().name() + "\"")
                .orElse("Deployment \"" + deployment.item().name() + "\"");
        if (complete(deployment, sets, fresh)) {
            return with(conditions, PROGRESSING, "True", DONE, name + " has successfully progressed.", false, now);
        }
        if (reason.equals(DONE) && settled(deployment)) {
            return conditions;
        }
        if (before.isEmpty() || advanced(deployment, counts)) {
            return with(conditions, PROGRESSING, "True", "ReplicaSetUpdated", name + " is progressing.", true, now);
        }
        boolean late = reason.equals(TIMED_OUT) || late(deployment, before.get(), now);
        return late
                ? with(conditions, PROGRESSING, "False", TIMED_OUT, name + " has timed out progressing.", false, now)
                : conditions;
    }

    private static List<Fields> pause(Deployment deployment, List<Fields> conditions, String reason, Instant now) {
        if (reason.equals(TIMED_OUT)) {
            return conditions;
        }
        return deployment.paused()
                ? with(conditions, PROGRESSING, "Unknown", "DeploymentPaused", "Deployment is paused", false, now)
                : with(conditions, PROGRESSING, "Unknown", "DeploymentResumed", "Deployment is resumed", true, now);
    }

    /** A rollout that was over stays over when a pod is lost later. */
    private static boolean settled(Deployment deployment) {
        return deployment.status("replicas") == deployment.status("updatedReplicas")
                && deployment.item().number("status", "observedGeneration").orElse(0)
                        >= deployment.item().generation();
    }

    private static boolean advanced(Deployment deployment, Map<String, Object> counts) {
        int oldBefore = deployment.status("replicas") - deployment.status("updatedReplicas");
        int oldNow = count(counts, "replicas") - count(counts, "updatedReplicas");
        return count(counts, "updatedReplicas") > deployment.status("updatedReplicas")
                || oldNow < oldBefore
                || count(counts, "readyReplicas") > deployment.status("readyReplicas")
                || count(counts, "availableReplicas") > deployment.status("availableReplicas");
    }

    private static boolean late(Deployment deployment, Fields progress, Instant now) {
        return progress.text("lastUpdateTime")
                .map(Instant::parse)
                .map(last -> last.plusSeconds(
                                deployment.progressDeadlineSeconds().orElse(0))
                        .isBefore(now))
                .orElse(false);
    }

    private static List<Fields> failure(
            List<Fields> conditions, List<ReplicaSet> sets, Optional<ReplicaSet> fresh, Instant now) {
        List<ReplicaSet> order = new ArrayList<>(fresh.stream().toList());
        order.addAll(sets);
        for (ReplicaSet set : order) {
            Optional<Fields> failure = Conditions.find(set.item().fields(), "ReplicaFailure");
            if (failure.isPresent()) {
                return with(
                        conditions,
                        "ReplicaFailure",
                        failure.get().text("status").orElse("True"),
                        failure.get().text("reason").orElse(""),
                        failure.get().text("message").orElse(""),
                        false,
                        now);
            }
        }
        return without(conditions, "ReplicaFailure");
    }

    /** Conditions of a Deployment also bear {@code lastUpdateTime}: of the last change, or of this moment when {@code touched}. */
    private static List<Fields> with(
            List<Fields> conditions,
            String type,
            String status,
            String reason,
            String message,
            boolean touched,
            Instant now) {
        Optional<Fields> before = conditions.stream()
                .filter(condition -> condition.text("type").orElse("").equals(type))
                .findFirst();
        List<Fields> changed = new ArrayList<>();
        for (Fields condition : Conditions.with(conditions, type, status, reason, message, now)) {
            boolean ours = condition.text("type").orElse("").equals(type);
            changed.add(ours ? stamped(condition, before, touched, now) : condition);
        }
        return List.copyOf(changed);
    }

    private static Fields stamped(Fields condition, Optional<Fields> before, boolean touched, Instant now) {
        boolean same = before.filter(old -> old.text("status").equals(condition.text("status"))
                        && old.text("reason").equals(condition.text("reason"))
                        && old.text("message").equals(condition.text("message")))
                .isPresent();
        ObjectNode stamped = (ObjectNode) condition.copy();
        String kept = before.flatMap(old -> old.text("lastUpdateTime")).orElse(Conditions.time(now));
        stamped.put("lastUpdateTime", same && !touched ? kept : Conditions.time(now));
        return Fields.of(stamped);
    }

    private static List<Fields> without(List<Fields> conditions, String type) {
        return conditions.stream()
                .filter(condition -> !condition.text("type").orElse("").equals(type))
                .toList();
    }

    private static int sum(List<ReplicaSet> sets, String count) {
        return sets.stream().mapToInt(set -> set.status(count)).sum();
    }

    private static int count(Map<String, Object> counts, String name) {
        return counts.get(name) instanceof Integer number ? number : 0;
    }

    private static void put(Map<String, Object> counts, String name, int count) {
        if (count > 0) {
            counts.put(name, count);
        }
    }
}

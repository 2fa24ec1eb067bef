package dev.longshore.engine.gitops.health;

import dev.longshore.objects.Conditions;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Item;
import java.util.Optional;
import java.util.Set;

/** The rule of each kind; the first row that matches counts. Source: gitops-engine, pkg/health; the texts are its own. */
public final class HealthRules {
    private static final Set<String> STILL_WORKING =
            Set.of("Progressing", "ProgressingWithRetry", "DependencyNotReady");

    private HealthRules() {}

    /** Empty for kinds that are what they are: they are neither well nor ill. */
    public static Optional<Health> of(Item item) {
        if (item.terminating()) {
            return Optional.of(Health.progressing("Pending deletion"));
        }
        return switch (item.kind().resource()) {
            case "deployments.apps" -> Optional.of(deployment(item));
            case "replicasets.apps" -> Optional.of(replicaSet(item));
            case "pods" -> Optional.of(PodHealth.of(item));
            case "namespaces" -> Optional.of(Health.HEALTHY);
            case "applications.argoproj.io" -> application(item);
            default -> byConditions(item);
        };
    }

    private static Health deployment(Item item) {
        long replicas = item.number("spec", "replicas").orElse(1);
        long updated = item.number("status", "updatedReplicas").orElse(0);
        long all = item.number("status", "replicas").orElse(0);
        long available = item.number("status", "availableReplicas").orElse(0);
        if (item.flag("spec", "paused")) {
            return new Health(Health.Code.SUSPENDED, "Deployment is paused");
        }
        if (behind(item)) {
            return Health.progressing(
                    "Waiting for rollout to finish: observed deployment generation less than desired generation");
        }
        Optional<Fields> progress = Conditions.find(item.fields(), "Progressing");
        if (progress.flatMap(condition -> condition.text("reason"))
                .filter("ProgressDeadlineExceeded"::equals)
                .isPresent()) {
            return Health.degraded("Deployment \"" + item.name() + "\" exceeded its progress deadline");
        }
        if (updated < replicas) {
            return Health.progressing("Waiting for rollout to finish: " + updated + " out of " + replicas
                    + " new replicas have been updated...");
        }
        if (all > updated) {
            return Health.progressing(
                    "Waiting for rollout to finish: " + (all - updated) + " old replicas are pending termination...");
        }
        if (available < updated) {
            return Health.progressing("Waiting for rollout to finish: " + available + " of " + updated
                    + " updated replicas are available...");
        }
        return Health.HEALTHY;
    }

    private static Health replicaSet(Item item) {
        if (behind(item)) {
            return Health.progressing(
                    "Waiting for rollout to finish: observed replica set generation less than desired generation");
        }
        Optional<Fields> failure = Conditions.find(item.fields(), "ReplicaFailure")
                .filter(condition ->
                        condition.text("status").filter("True"::equals).isPresent());
        if (failure.isPresent()) {
            return Health.degraded(failure.get().text("message").orElse("ReplicaFailure"));
        }
        long replicas = item.number("spec", "replicas").orElse(1);
        long available = item.number("status", "availableReplicas").orElse(0);
        return available < replicas
                ? Health.progressing("Waiting for rollout to finish: " + available + " out of " + replicas
                        + " new replicas are available...")
                : Health.HEALTHY;
    }

    private static boolean behind(Item item) {
        return item.number("status", "observedGeneration").orElse(0) < item.generation();
    }

    /** An application inside an application is as well as it says. */
    private static Optional<Health> application(Item item) {
        String word = item.text("status", "health", "status").orElse("Unknown");
        for (Health.Code code : Health.Code.values()) {
            if (code.word().equals(word)) {
                return Optional.of(new Health(
                        code, item.text("status", "health", "message").orElse("")));
            }
        }
        return Optional.of(new Health(Health.Code.UNKNOWN, ""));
    }

    /** Kinds with the usual conditions. Source: kstatus. */
    private static Optional<Health> byConditions(Item item) {
        if (item.fields().has("status", "observedGeneration") && behind(item)) {
            return Optional.of(Health.progressing("observed generation less than desired generation"));
        }
        if (Conditions.isTrue(item.fields(), "Stalled")) {
            return Optional.of(Health.degraded(message(item, "Stalled")));
        }
        if (Conditions.isTrue(item.fields(), "Reconciling")) {
            return Optional.of(Health.progressing(message(item, "Reconciling")));
        }
        return Conditions.find(item.fields(), "Ready").map(ready -> switch (ready.text("status")
                .orElse("")) {
            case "True" -> Health.HEALTHY;
            case "False" ->
                STILL_WORKING.contains(ready.text("reason").orElse(""))
                        ? Health.progressing(ready.text("message").orElse(""))
                        : Health.degraded(ready.text("message").orElse(""));
            default -> Health.progressing(ready.text("message").orElse(""));
        });
    }

    private static String message(Item item, String condition) {
        return Conditions.find(item.fields(), condition)
                .flatMap(found -> found.text("message"))
                .orElse("");
    }
}

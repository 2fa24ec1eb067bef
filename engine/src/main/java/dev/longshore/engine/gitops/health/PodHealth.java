package dev.longshore.engine.gitops.health;

import dev.longshore.objects.Conditions;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Item;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A pod's health, and in one line why it does not start. */
public final class PodHealth {
    private static final String STATUS = "status";
    private static final List<String> USUAL_WAITS = List.of("ContainerCreating", "PodInitializing", "");

    private PodHealth() {}

    static Health of(Item pod) {
        boolean always = pod.text("spec", "restartPolicy").orElse("Always").equals("Always")
                && !"true".equals(pod.annotations().get("argocd.argoproj.io/ignore-restart-policy"));
        Optional<String> failing = always ? failingWait(pod) : Optional.empty();
        if (failing.isPresent()) {
            return Health.degraded(failing.get());
        }
        return switch (pod.text(STATUS, "phase").orElse("Pending")) {
            case "Pending" -> Health.progressing(pod.text(STATUS, "message").orElse(""));
            case "Succeeded" ->
                new Health(Health.Code.HEALTHY, pod.text(STATUS, "message").orElse(""));
            case "Failed" ->
                Health.degraded(pod.text(STATUS, "message").or(() -> ended(pod)).orElse(""));
            case "Running" -> running(pod, always);
            default ->
                new Health(Health.Code.UNKNOWN, pod.text(STATUS, "message").orElse(""));
        };
    }

    private static Health running(Item pod, boolean always) {
        if (!always) {
            return Health.progressing("");
        }
        if (Conditions.isTrue(pod.fields(), "Ready")) {
            return Health.HEALTHY;
        }
        boolean restarted = containers(pod).anyMatch(container -> container.has("lastState", "terminated"));
        return restarted
                ? Health.degraded(ended(pod).orElse("a container ended and was started again"))
                : Health.progressing("");
    }

    private static Optional<String> failingWait(Item pod) {
        return containers(pod)
                .filter(container ->
                        isFailure(container.text("state", "waiting", "reason").orElse("")))
                .findFirst()
                .map(PodHealth::wait);
    }

    private static boolean isFailure(String reason) {
        return reason.startsWith("Err") || reason.endsWith("Error") || reason.endsWith("BackOff");
    }

    private static String wait(Fields container) {
        String reason = container.text("state", "waiting", "reason").orElse("");
        return container
                .text("state", "waiting", "message")
                .map(message -> reason + ": " + message)
                .orElse(reason);
    }

    private static Optional<String> ended(Item pod) {
        return containers(pod)
                .flatMap(container -> Stream.of(
                                container.at("state", "terminated"), container.at("lastState", "terminated"))
                        .filter(Fields::isObject)
                        .map(ended -> ended(container, ended)))
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private static String ended(Fields container, Fields ended) {
        Optional<String> message = ended.text("message").filter(text -> !text.isEmpty());
        if (message.isPresent()) {
            return message.get();
        }
        if (ended.text("reason").filter("OOMKilled"::equals).isPresent()) {
            return "OOMKilled";
        }
        long code = ended.number("exitCode").orElse(0);
        return code == 0 ? "" : "container \"" + container.text("name").orElse("") + "\" failed with exit code " + code;
    }

    private static Stream<Fields> containers(Item pod) {
        return Stream.concat(
                pod.items(STATUS, "initContainerStatuses").stream(), pod.items(STATUS, "containerStatuses").stream());
    }

    /** Why a pod that should run does not: its place, its image, its configuration, its exit. Empty when nothing is known. */
    public static Optional<String> obstacle(Item pod) {
        Optional<String> unplaced = Conditions.find(pod.fields(), "PodScheduled")
                .filter(condition ->
                        condition.text("status").filter("False"::equals).isPresent())
                .flatMap(condition -> condition.text("message"));
        Optional<String> waits = containers(pod)
                .filter(container -> container.has("state", "waiting"))
                .filter(container -> !USUAL_WAITS.contains(
                        container.text("state", "waiting", "reason").orElse("")))
                .findFirst()
                .map(PodHealth::wait);
        return unplaced.or(() -> waits).or(() -> ended(pod));
    }
}

package dev.longshore.engine.web;

import dev.longshore.objects.Conditions;
import dev.longshore.objects.Fields;
import dev.longshore.objects.core.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Why a pod does not serve, in the words that its status has for it.
 *
 * @param serious whether waiting alone will hardly help
 */
record Trouble(String reason, String message, boolean serious) {
    private static final Set<String> PASSING = Set.of("ContainerCreating", "PodInitializing");

    static Trouble of(Pod pod) {
        return unplaced(pod)
                .or(() -> waiting(pod))
                .or(() -> ended(pod))
                .or(() -> lost(pod))
                .orElse(new Trouble(pod.phase(), "starting", false));
    }

    private static Optional<Trouble> unplaced(Pod pod) {
        return Conditions.find(pod.item().fields(), "PodScheduled")
                .filter(condition -> condition.text("status").orElse("").equals("False"))
                .map(condition -> new Trouble(
                        condition.text("reason").orElse(""),
                        condition.text("message").orElse(""),
                        true));
    }

    private static Optional<Trouble> waiting(Pod pod) {
        return containers(pod).stream()
                .filter(status -> status.has("state", "waiting"))
                .map(status -> told(status, status.at("state", "waiting")))
                .filter(trouble -> !PASSING.contains(trouble.reason()))
                .findFirst();
    }

    private static Optional<Trouble> ended(Pod pod) {
        return containers(pod).stream()
                .filter(status ->
                        status.number("state", "terminated", "exitCode").orElse(0) != 0)
                .map(status -> {
                    Fields end = status.at("state", "terminated");
                    String code = "exit code " + end.number("exitCode").orElse(0);
                    return new Trouble(
                            end.text("reason").orElse("Error"),
                            status.text("name").orElse("") + ": " + code
                                    + end.text("message")
                                            .map(text -> ", " + text)
                                            .orElse(""),
                            true);
                })
                .findFirst();
    }

    /** Not ready for a reason that its node or agent gave. */
    private static Optional<Trouble> lost(Pod pod) {
        return Conditions.find(pod.item().fields(), "Ready")
                .filter(condition -> condition.text("reason").orElse("").equals("NodeNotReady"))
                .map(condition ->
                        new Trouble("NodeNotReady", condition.text("message").orElse(""), true));
    }

    private static Trouble told(Fields status, Fields waiting) {
        String message = status.text("name").orElse("")
                + waiting.text("message").map(text -> ": " + text).orElse("");
        return new Trouble(waiting.text("reason").orElse("Waiting"), message, true);
    }

    private static List<Fields> containers(Pod pod) {
        List<Fields> all = new ArrayList<>(pod.item().items("status", "initContainerStatuses"));
        all.addAll(pod.item().items("status", "containerStatuses"));
        return all;
    }
}

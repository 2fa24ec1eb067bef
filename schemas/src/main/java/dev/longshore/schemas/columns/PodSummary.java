package dev.longshore.schemas.columns;

import dev.longshore.objects.Fields;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A pod in a few words: how many of its containers are ready, the one word that says most, and restarts. Source: printPod. */
final class PodSummary {
    private final Fields pod;
    private final Set<String> sidecars = new HashSet<>();
    private final String status;
    private long ready;
    private long restarts;
    private Optional<Instant> lastRestart = Optional.empty();

    PodSummary(Fields pod) {
        this.pod = pod;
        for (Fields container : pod.items("spec", "initContainers")) {
            if (container.text("restartPolicy").orElse("").equals("Always")) {
                sidecars.add(container.text("name").orElse(""));
            }
        }
        this.status = deletion(containers());
    }

    String status() {
        return status;
    }

    String ready() {
        return ready + "/" + (pod.items("spec", "containers").size() + sidecars.size());
    }

    String restarts(Instant now) {
        return restarts > 0 && lastRestart.isPresent()
                ? restarts + " (" + Ages.between(lastRestart.orElseThrow(), now) + " ago)"
                : Long.toString(restarts);
    }

    /** Init containers first; the others count only once the pod is initialised. */
    private String containers() {
        Optional<String> initializing = initializing();
        if (initializing.isPresent() && !isTrue(pod, "Initialized")) {
            return initializing.orElseThrow();
        }
        restarts = 0;
        lastRestart = Optional.empty();
        pod.items("status", "initContainerStatuses").stream()
                .filter(container -> sidecars.contains(name(container)))
                .forEach(this::countRestarts);
        return running(initializing.orElse(phase()));
    }

    private String phase() {
        String gated = pod.items("status", "conditions").stream()
                .filter(condition -> condition.text("type").orElse("").equals("PodScheduled"))
                .map(condition -> condition.text("reason").orElse(""))
                .filter("SchedulingGated"::equals)
                .findFirst()
                .orElse("");
        return gated.isEmpty()
                ? Cells.text(pod, Cells.text(pod, "Pending", "status", "phase"), "status", "reason")
                : gated;
    }

    /** What the first init container that has not ended well is at. */
    private Optional<String> initializing() {
        List<Fields> all = pod.items("status", "initContainerStatuses");
        Optional<String> found = Optional.empty();
        for (int i = 0; i < all.size() && found.isEmpty(); i++) {
            Fields container = all.get(i);
            countRestarts(container);
            boolean sidecar = sidecars.contains(name(container)) && container.flag("started");
            if (sidecar && container.flag("ready")) {
                ready++;
            }
            if (!sidecar && !endedWell(container)) {
                found = Optional.of("Init:" + initReason(container, i));
            }
        }
        return found;
    }

    private static boolean endedWell(Fields container) {
        return container.has("state", "terminated")
                && container.number("state", "terminated", "exitCode").orElse(0) == 0;
    }

    private String initReason(Fields container, int at) {
        if (container.has("state", "terminated")) {
            return endReason(container.at("state", "terminated"));
        }
        String waiting = container.text("state", "waiting", "reason").orElse("");
        return waiting.isEmpty() || waiting.equals("PodInitializing")
                ? at + "/" + pod.items("spec", "initContainers").size()
                : waiting;
    }

    private static String endReason(Fields terminated) {
        long signal = terminated.number("signal").orElse(0);
        String number = signal != 0
                ? "Signal:" + signal
                : "ExitCode:" + terminated.number("exitCode").orElse(0);
        return Cells.text(terminated, number, "reason");
    }

    private String running(String before) {
        String reason = before;
        boolean anyRuns = false;
        for (Fields container : pod.items("status", "containerStatuses").reversed()) {
            countRestarts(container);
            String waiting = container.text("state", "waiting", "reason").orElse("");
            if (!waiting.isEmpty()) {
                reason = waiting;
            } else if (container.has("state", "terminated")) {
                reason = endReason(container.at("state", "terminated"));
            } else if (container.flag("ready") && container.has("state", "running")) {
                anyRuns = true;
                ready++;
            }
        }
        boolean partly = reason.equals("Completed") && anyRuns;
        return partly ? (isTrue(pod, "Ready") ? "Running" : "NotReady") : reason;
    }

    private String deletion(String reason) {
        if (!pod.has("metadata", "deletionTimestamp")) {
            return reason;
        }
        String phase = pod.text("status", "phase").orElse("");
        if (pod.text("status", "reason").orElse("").equals("NodeLost")) {
            return "Unknown";
        }
        return phase.equals("Succeeded") || phase.equals("Failed") ? reason : "Terminating";
    }

    private void countRestarts(Fields container) {
        restarts += container.number("restartCount").orElse(0);
        Optional<Instant> ended = Ages.instant(container.at("lastState", "terminated", "finishedAt"));
        if (ended.isPresent() && ended.orElseThrow().isAfter(lastRestart.orElse(Instant.MIN))) {
            lastRestart = ended;
        }
    }

    private static String name(Fields container) {
        return container.text("name").orElse("");
    }

    static boolean isTrue(Fields pod, String condition) {
        return pod.items("status", "conditions").stream()
                .anyMatch(one -> one.text("type").orElse("").equals(condition)
                        && one.text("status").orElse("").equals("True"));
    }
}

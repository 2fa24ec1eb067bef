package dev.longshore.agent.pods;

import dev.longshore.agent.pods.plan.BackOff;
import dev.longshore.agent.pods.plan.ImageState;
import dev.longshore.agent.pods.plan.Observed;
import dev.longshore.agent.pods.plan.PodPhase;
import dev.longshore.agent.pods.plan.Problem;
import dev.longshore.agent.pods.plan.SeenContainer;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Pod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What this process remembers of one pod beside what the engine and the pod's folder tell: forgotten without harm. Passes of one pod never
 * overlap; pulls and stops that run beside them set single entries.
 */
final class PodMemory {
    /** Under which the pod is queued. */
    final ObjectKey key;

    final Map<String, ImageState> images = new ConcurrentSkipListMap<>();
    final Map<String, Problem> problems = new ConcurrentSkipListMap<>();
    final Map<String, Integer> attempts = new ConcurrentSkipListMap<>();
    final Map<String, Instant> stopping = new ConcurrentSkipListMap<>();
    /** Host path of each volume that is made. */
    final Map<String, String> volumes = new ConcurrentSkipListMap<>();
    /** Fingerprint of the files that each volume shows. */
    final Map<String, String> shown = new ConcurrentSkipListMap<>();

    volatile String networkOf = "";
    volatile String initializedIn = "";
    volatile boolean loaded;
    /** Whether it is known that somebody deleted the pod without waiting for its end. */
    volatile boolean forced;
    /** {@code {"status": …}} as last written. */
    volatile Optional<Fields> status = Optional.empty();

    volatile long statusAt;
    /** Revision of the pod that our last status made; a watch may show an older one. */
    volatile long statusRevision;
    /** Fingerprint of the pod as it lies in its folder. */
    volatile String saved = "";

    PodMemory(ObjectKey key) {
        this.key = key;
    }

    Observed observe(List<SeenContainer> containers) {
        return new Observed(
                containers,
                networkOf,
                initializedIn,
                new TreeSet<>(volumes.keySet()),
                Map.copyOf(images),
                Map.copyOf(problems),
                Map.copyOf(attempts),
                Map.copyOf(stopping));
    }

    /** The pod with the end that was told of it: what a watch shows may be older, and an end is final. */
    Pod told(Pod seen) {
        Optional<Fields> ended = status.map(sent -> sent.at("status")).filter(PodMemory::isEnd);
        if (seen.finished() || ended.isEmpty()) {
            return seen;
        }
        Draft told = seen.item().draft().with(ended.get(), "status");
        return new Pod(Item.read(Pod.KIND, told.copy()));
    }

    /** Whether the last word on this pod was said: what is seen while its containers are taken down says less. */
    boolean endTold() {
        return status.map(sent -> sent.at("status")).filter(PodMemory::isEnd).isPresent();
    }

    private static boolean isEnd(Fields status) {
        String phase = status.text("phase").orElse("");
        return phase.equals(PodPhase.SUCCEEDED.word()) || phase.equals(PodPhase.FAILED.word());
    }

    /** An attempt was made, or its name is taken. */
    void attempted(String container, int attempt) {
        attempts.merge(container, attempt, Math::max);
    }

    /** An attempt that status tells of was there, even when nothing of it is left. */
    void remember(Pod pod) {
        for (String list : List.of("initContainerStatuses", "containerStatuses")) {
            pod.item().items("status", list).stream()
                    .filter(container -> container.has("containerID"))
                    .forEach(container -> attempted(container.text("name").orElse(""), (int)
                            container.number("restartCount").orElse(0)));
        }
    }

    /** A subject failed once more; the delay to the next try grows. */
    Problem fail(String subject, String reason, String message, Instant now, BackOff backOff) {
        Problem before = problems.get(subject);
        int failures = before == null ? 1 : before.failures() + 1;
        var problem = new Problem(reason, message, failures, now, now.plus(backOff.delay(failures)));
        problems.put(subject, problem);
        return problem;
    }

    /** What was named has changed: try again at once. */
    void retryNow() {
        problems.replaceAll((subject, problem) -> problem.retryAt().isAfter(problem.since())
                ? new Problem(problem.reason(), problem.message(), problem.failures(), problem.since(), problem.since())
                : problem);
    }

    /** Everything but the volumes and marks, which are on disk, was taken down. */
    void emptied() {
        volumes.clear();
        shown.clear();
        networkOf = "";
        initializedIn = "";
        saved = "";
    }
}

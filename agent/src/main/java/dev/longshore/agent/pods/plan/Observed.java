package dev.longshore.agent.pods.plan;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of one pod on this node.
 *
 * @param containers of the pod's uid, in any state and order
 * @param networkOf the sandbox whose network is complete; empty: none
 * @param initializedIn the sandbox in which all init containers have succeeded; empty: none
 * @param volumes names of those that are made
 * @param images by container name
 * @param problems by subject, see {@link Problem}
 * @param attempts newest attempt ever known by container name, also of containers that are gone
 * @param stopping when the grace of a stop that is under way ends, by container id
 */
public record Observed(
        List<SeenContainer> containers,
        String networkOf,
        String initializedIn,
        Set<String> volumes,
        Map<String, ImageState> images,
        Map<String, Problem> problems,
        Map<String, Integer> attempts,
        Map<String, Instant> stopping) {
    /** Nothing is there yet. */
    public static final Observed NOTHING =
            new Observed(List.of(), "", "", Set.of(), Map.of(), Map.of(), Map.of(), Map.of());

    private static final Comparator<SeenContainer> NEWEST_FIRST =
            Comparator.comparingInt(SeenContainer::attempt).reversed().thenComparing(SeenContainer::id);

    /** All attempts of a container, newest first. */
    public List<SeenContainer> attemptsOf(String name) {
        return containers.stream()
                .filter(container -> container.name().equals(name))
                .sorted(NEWEST_FIRST)
                .toList();
    }

    /** The newest attempt that is still there. */
    public Optional<SeenContainer> newest(String name) {
        return attemptsOf(name).stream().findFirst();
    }

    Optional<SeenContainer> sandbox() {
        return newest(ContainerNames.SANDBOX);
    }

    /** The sandbox, when it runs and its network is complete. */
    public Optional<SeenContainer> readySandbox() {
        return sandbox().filter(sandbox -> sandbox.running() && sandbox.id().equals(networkOf));
    }

    /** What runs beside the sandbox. */
    List<SeenContainer> running() {
        return containers.stream()
                .filter(container -> container.running() && !container.sandbox())
                .toList();
    }

    /** Newest attempt ever known; −1 when there was none. */
    public int lastAttempt(String name) {
        int seen = newest(name).map(SeenContainer::attempt).orElse(-1);
        return Math.max(seen, attempts.getOrDefault(name, -1));
    }

    /** Whether a container was there once and somebody removed it. */
    public boolean vanished(String name) {
        return newest(name).isEmpty() && lastAttempt(name) >= 0;
    }

    /** The problem of a subject that is not to be tried before a later time. */
    Optional<Problem> pending(String subject, Instant now) {
        return Optional.ofNullable(problems.get(subject)).filter(problem -> now.isBefore(problem.retryAt()));
    }
}

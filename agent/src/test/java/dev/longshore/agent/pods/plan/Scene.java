package dev.longshore.agent.pods.plan;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Observations for tests. */
public final class Scene {
    private Scene() {}

    /** The first sandbox runs, its network is complete, init containers have succeeded in it; these are there as well. */
    public static Observed ready(Seen... containers) {
        return initialized(with(
                Stream.concat(Stream.of(Seen.sandbox(0)), Stream.of(containers)).toArray(Seen[]::new)));
    }

    /** Nothing but these; the network of sandbox POD-0 is complete. */
    public static Observed with(Seen... containers) {
        List<SeenContainer> seen = Stream.of(containers).map(Seen::seen).toList();
        return new Observed(seen, "POD-0", "", Set.of(), Map.of(), Map.of(), Map.of(), Map.of());
    }

    static Observed initialized(Observed of) {
        return new Observed(
                of.containers(),
                of.networkOf(),
                "POD-0",
                of.volumes(),
                of.images(),
                of.problems(),
                of.attempts(),
                of.stopping());
    }

    static Observed networkOf(String sandbox, Observed of) {
        return new Observed(
                of.containers(),
                sandbox,
                of.initializedIn(),
                of.volumes(),
                of.images(),
                of.problems(),
                of.attempts(),
                of.stopping());
    }

    static Observed image(String container, int attempt, Observed of) {
        Map<String, ImageState> images = new LinkedHashMap<>(of.images());
        images.put(container, readyImage(attempt));
        return new Observed(
                of.containers(),
                of.networkOf(),
                of.initializedIn(),
                of.volumes(),
                images,
                of.problems(),
                of.attempts(),
                of.stopping());
    }

    static ImageState.Ready readyImage(int attempt) {
        return new ImageState.Ready(attempt, "sha256:web", "web@sha256:1", "");
    }

    public static Observed problem(String subject, Problem problem, Observed of) {
        return new Observed(
                of.containers(),
                of.networkOf(),
                of.initializedIn(),
                of.volumes(),
                of.images(),
                Map.of(subject, problem),
                of.attempts(),
                of.stopping());
    }

    static Observed attempt(String container, int newest, Observed of) {
        return new Observed(
                of.containers(),
                of.networkOf(),
                of.initializedIn(),
                of.volumes(),
                of.images(),
                of.problems(),
                Map.of(container, newest),
                of.stopping());
    }

    static Observed stopping(String id, Instant until, Observed of) {
        return new Observed(
                of.containers(),
                of.networkOf(),
                of.initializedIn(),
                of.volumes(),
                of.images(),
                of.problems(),
                of.attempts(),
                Map.of(id, until));
    }

    static Observed volume(String name, Observed of) {
        return new Observed(
                of.containers(),
                of.networkOf(),
                of.initializedIn(),
                Set.of(name),
                of.images(),
                of.problems(),
                of.attempts(),
                of.stopping());
    }
}

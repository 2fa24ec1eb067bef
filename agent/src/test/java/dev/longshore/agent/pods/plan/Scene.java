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
        Copy copy = new Copy(of);
        copy.initializedIn = "POD-0";
        return copy.made();
    }

    static Observed networkOf(String sandbox, Observed of) {
        Copy copy = new Copy(of);
        copy.networkOf = sandbox;
        return copy.made();
    }

    static Observed image(String container, int attempt, Observed of) {
        Copy copy = new Copy(of);
        copy.images.put(container, readyImage(attempt));
        return copy.made();
    }

    static ImageState.Ready readyImage(int attempt) {
        return new ImageState.Ready(attempt, "sha256:web", "web@sha256:1", "");
    }

    public static Observed problem(String subject, Problem problem, Observed of) {
        Copy copy = new Copy(of);
        copy.problems = Map.of(subject, problem);
        return copy.made();
    }

    static Observed attempt(String container, int newest, Observed of) {
        Copy copy = new Copy(of);
        copy.attempts = Map.of(container, newest);
        return copy.made();
    }

    static Observed stopping(String id, Instant until, Observed of) {
        Copy copy = new Copy(of);
        copy.stopping = Map.of(id, until);
        return copy.made();
    }

    static Observed volume(String name, Observed of) {
        Copy copy = new Copy(of);
        copy.volumes = Set.of(name);
        return copy.made();
    }

    /** An observation on its way to another that differs in one thing. */
    private static final class Copy {
        private final List<SeenContainer> containers;
        private final Map<String, ImageState> images;
        private String networkOf;
        private String initializedIn;
        private Set<String> volumes;
        private Map<String, Problem> problems;
        private Map<String, Integer> attempts;
        private Map<String, Instant> stopping;

        Copy(Observed of) {
            containers = of.containers();
            images = new LinkedHashMap<>(of.images());
            networkOf = of.networkOf();
            initializedIn = of.initializedIn();
            volumes = of.volumes();
            problems = of.problems();
            attempts = of.attempts();
            stopping = of.stopping();
        }

        Observed made() {
            return new Observed(containers, networkOf, initializedIn, volumes, images, problems, attempts, stopping);
        }
    }
}

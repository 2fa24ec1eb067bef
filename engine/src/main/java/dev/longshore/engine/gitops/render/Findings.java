package dev.longshore.engine.gitops.render;

import dev.longshore.manifests.Manifest;
import dev.longshore.manifests.ManifestProblem;
import java.util.ArrayList;
import java.util.List;

/** What reading and checking have found so far. */
final class Findings {
    private final List<ManifestProblem> problems = new ArrayList<>();
    private final List<ManifestProblem> warnings = new ArrayList<>();
    private final List<ManifestProblem> unsupported = new ArrayList<>();

    void problem(ManifestProblem problem) {
        problems.add(problem);
    }

    void problem(Manifest manifest, String path, String message) {
        problems.add(ManifestProblem.at(manifest, path, message));
    }

    void warning(ManifestProblem warning) {
        warnings.add(warning);
    }

    void warning(Manifest manifest, String path, String message) {
        warnings.add(ManifestProblem.at(manifest, path, message));
    }

    void unsupported(Manifest manifest, String path, String message) {
        unsupported.add(ManifestProblem.at(manifest, path, message));
    }

    boolean sound() {
        return problems.isEmpty();
    }

    Rendering rendering(List<Desired> objects) {
        return problems.isEmpty()
                ? new Rendering.Rendered(List.copyOf(objects), sorted(warnings), sorted(unsupported))
                : new Rendering.Broken(sorted(problems));
    }

    private static List<ManifestProblem> sorted(List<ManifestProblem> list) {
        return list.stream().sorted().toList();
    }
}

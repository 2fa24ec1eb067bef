package dev.longshore.engine.gitops.render;

import dev.longshore.manifests.ManifestProblem;
import java.util.List;

/** What a folder of a commit came to. There is no way from a fault to an empty set of objects. */
public sealed interface Rendering {
    /**
     * Everything was read and is sound.
     *
     * @param objects in order of file and document; no two of one key
     * @param warnings what was left out or altered, and why
     * @param unsupported fields that are given and not honoured
     */
    record Rendered(List<Desired> objects, List<ManifestProblem> warnings, List<ManifestProblem> unsupported)
            implements Rendering {}

    /**
     * Something must be mended in Git; nothing of the commit may be applied.
     * @param problems at least one, in order of place
     */
    record Broken(List<ManifestProblem> problems) implements Rendering {
        private static final int SHOWN = 20;

        /** All of them for people, 20 at most. */
        public String text() {
            String shown = String.join(
                    "; ",
                    problems.stream().limit(SHOWN).map(ManifestProblem::text).toList());
            return problems.size() <= SHOWN ? shown : shown + "; and " + (problems.size() - SHOWN) + " more";
        }
    }

    /** The local copy could not be read now. Says nothing about the commit: the same reading may succeed in a moment. */
    record Unreadable(String why) implements Rendering {}
}

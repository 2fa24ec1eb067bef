package dev.longshore.engine.gitops.render;

import dev.longshore.engine.gitops.git.Tree;
import dev.longshore.manifests.Manifest;
import dev.longshore.manifests.ManifestProblem;
import dev.longshore.manifests.ManifestReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The manifests of a list of files. What does not even look like a Kubernetes object is left out with a warning. */
final class ManifestFiles {
    private static final int FILE_BYTES_MAX = 3 << 20;
    private static final long UNIT_BYTES_MAX = 10 << 20;
    private static final int OBJECTS_MAX = 5_000;
    private static final int POINTER_BYTES_MAX = 1_024;

    private ManifestFiles() {}

    static List<Manifest> read(Tree tree, List<Tree.Entry> files, Findings findings) {
        List<Manifest> manifests = new ArrayList<>();
        long bytes = 0;
        for (Tree.Entry file : files) {
            bytes += file.size();
            if (file.size() > FILE_BYTES_MAX) {
                findings.problem(
                        ManifestProblem.of(file.path(), "larger than " + FILE_BYTES_MAX + " bytes: split the file"));
            } else if (bytes > UNIT_BYTES_MAX) {
                findings.problem(ManifestProblem.of(
                        file.path(), "with it the manifests are larger than " + UNIT_BYTES_MAX + " bytes together"));
                return manifests;
            } else {
                one(file, tree.read(file.path(), FILE_BYTES_MAX), manifests, findings);
            }
        }
        if (manifests.size() > OBJECTS_MAX) {
            findings.problem(ManifestProblem.of(
                    files.getFirst().path(), "more than " + OBJECTS_MAX + " objects in one application: split it"));
        }
        return manifests;
    }

    private static void one(Tree.Entry file, byte[] bytes, List<Manifest> manifests, Findings findings) {
        if (isPointer(bytes)) {
            findings.problem(
                    ManifestProblem.of(file.path(), "a Git LFS pointer, not a manifest: commit the file itself"));
            return;
        }
        switch (ManifestReader.read(file.path(), bytes)) {
            case ManifestReader.Manifests read -> {
                read.others().forEach(findings::warning);
                read.warnings().forEach(findings::warning);
                if (file.path().endsWith(".json")
                        && read.manifests().size() + read.others().size() > 1) {
                    findings.problem(ManifestProblem.of(file.path(), "a JSON file must hold exactly one object"));
                }
                manifests.addAll(read.manifests());
            }
            case ManifestReader.Unusable(List<ManifestProblem> problems) -> {
                if (looksLikeManifest(bytes)) {
                    problems.forEach(findings::problem);
                } else {
                    findings.warning(ManifestProblem.of(
                            file.path(),
                            "left out: no Kubernetes object, and "
                                    + problems.getFirst().text()));
                }
            }
        }
    }

    /** Source: Argo CD, how a file that cannot be parsed is judged. */
    private static boolean looksLikeManifest(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        boolean yaml = text.contains("apiVersion:") && text.contains("kind:") && text.contains("metadata:");
        return yaml || (text.contains("\"apiVersion\"") && text.contains("\"kind\""));
    }

    private static boolean isPointer(byte[] bytes) {
        return bytes.length < POINTER_BYTES_MAX
                && new String(bytes, StandardCharsets.UTF_8).startsWith("version https://git-lfs");
    }
}

package dev.longshore.engine.gitops.render;

import dev.longshore.engine.gitops.git.Tree;
import dev.longshore.manifests.ManifestProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The manifest files of a source, in order of path. Links are never followed, submodules never entered. */
final class FolderWalk {
    private static final int ENTRIES_MAX = 20_000;
    private static final int DEPTH_MAX = 64;
    private static final Set<String> KUSTOMIZATIONS =
            Set.of("kustomization.yaml", "kustomization.yml", "Kustomization");

    private final Tree tree;
    private final DirectorySource source;
    private final Findings findings;
    private final List<Tree.Entry> files = new ArrayList<>();
    private final Optional<Glob> include;
    private final Optional<Glob> exclude;
    private int entries;

    private FolderWalk(Tree tree, DirectorySource source, Findings findings) {
        this.tree = tree;
        this.source = source;
        this.include = source.include().map(Glob::of);
        this.exclude = source.exclude().map(Glob::of);
        this.findings = findings;
    }

    static List<Tree.Entry> files(Tree tree, DirectorySource source, Findings findings) {
        FolderWalk walk = new FolderWalk(tree, source, findings);
        walk.folder(source.path(), 0);
        walk.files.sort((a, b) -> a.path().compareTo(b.path()));
        return walk.files;
    }

    private void folder(String path, int depth) {
        if (depth > DEPTH_MAX) {
            findings.problem(ManifestProblem.of(path, "folders nested deeper than " + DEPTH_MAX));
            return;
        }
        for (Tree.Entry entry : tree.list(path)) {
            if (++entries == ENTRIES_MAX) {
                findings.problem(
                        ManifestProblem.of(path, "more than " + ENTRIES_MAX + " entries below the source path"));
            }
            if (entries >= ENTRIES_MAX) {
                return;
            }
            entry(entry, depth);
        }
    }

    private void entry(Tree.Entry entry, int depth) {
        switch (entry.type()) {
            case FILE -> file(entry);
            case FOLDER -> {
                if (source.recurse()) {
                    folder(entry.path(), depth + 1);
                }
            }
            case LINK -> link(entry);
            case SUBMODULE ->
                findings.warning(ManifestProblem.of(entry.path(), "submodules are not supported: left out"));
        }
    }

    private void file(Tree.Entry entry) {
        if (!takes(relative(entry))) {
            return;
        }
        String name = entry.name().toLowerCase(Locale.ROOT);
        if (KUSTOMIZATIONS.contains(entry.name())) {
            findings.problem(
                    ManifestProblem.of(
                            entry.path(),
                            "kustomizations are not supported yet: commit plain manifests, or leave the file out with spec.source.directory.exclude"));
        } else if (entry.name().equals("Chart.yaml")) {
            findings.problem(
                    ManifestProblem.of(
                            entry.path(),
                            "Helm charts are not supported yet: commit plain manifests, or leave the file out with spec.source.directory.exclude"));
        } else if (name.endsWith(".jsonnet")) {
            findings.problem(
                    ManifestProblem.of(
                            entry.path(),
                            "jsonnet is not supported: commit plain manifests, or leave the file out with spec.source.directory.exclude"));
        } else if (isManifest(name)) {
            files.add(entry);
        }
    }

    private void link(Tree.Entry entry) {
        if (isManifest(entry.name().toLowerCase(Locale.ROOT)) && takes(relative(entry))) {
            findings.problem(ManifestProblem.of(
                    entry.path(), "a symbolic link: links are not followed, commit the file itself"));
        } else {
            findings.warning(ManifestProblem.of(entry.path(), "a symbolic link: not followed"));
        }
    }

    private boolean takes(String relative) {
        return include.map(glob -> glob.matches(relative)).orElse(true)
                && !exclude.map(glob -> glob.matches(relative)).orElse(false);
    }

    private static boolean isManifest(String name) {
        return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
    }

    private String relative(Tree.Entry entry) {
        return source.path().isEmpty()
                ? entry.path()
                : entry.path().substring(source.path().length() + 1);
    }
}

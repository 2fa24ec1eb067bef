package dev.longshore.engine.gitops.render;

import dev.longshore.engine.gitops.git.GitFault;
import dev.longshore.engine.gitops.git.Tree;
import dev.longshore.manifests.Manifest;
import dev.longshore.manifests.ManifestProblem;
import dev.longshore.objects.ObjectKey;
import dev.longshore.schemas.SchemaCatalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Plain manifests in a folder. Equal trees, requests and catalogues give equal renderings. */
public final class DirectoryRenderer {
    private final Supplier<SchemaCatalog> catalog;

    /** @param catalog asked again for each rendering */
    public DirectoryRenderer(Supplier<SchemaCatalog> catalog) {
        this.catalog = catalog;
    }

    /** What renderings depend on beside tree and request. */
    SchemaCatalog catalog() {
        return catalog.get();
    }

    /**
     * Never throws for what stands in Git: a fault of the tree is a problem of the file it names.
     * @throws GitFault when the local copy is damaged: that says nothing about the commit
     */
    public Rendering render(Tree tree, RenderRequest request) {
        Findings findings = new Findings();
        List<Desired> objects = new ArrayList<>();
        try {
            objects.addAll(objects(tree, request, findings));
        } catch (GitFault fault) {
            if (fault.passing()) {
                throw fault;
            }
            findings.problem(ManifestProblem.of(
                    request.source().path().isEmpty() ? "." : request.source().path(),
                    String.valueOf(fault.getMessage())));
        }
        return findings.rendering(objects);
    }

    private List<Desired> objects(Tree tree, RenderRequest request, Findings findings) {
        List<Tree.Entry> files = FolderWalk.files(tree, request.source(), findings);
        List<Manifest> manifests = ManifestFiles.read(tree, files, findings);
        ObjectCheck check = new ObjectCheck(catalog.get(), request, findings);
        Map<ObjectKey, Desired> objects = new LinkedHashMap<>();
        for (Manifest manifest : manifests) {
            check.check(manifest).ifPresent(desired -> {
                Desired earlier = objects.putIfAbsent(desired.key(), desired);
                if (earlier != null) {
                    findings.problem(
                            manifest,
                            "kind",
                            "%s %s is given twice: at %s and at %s (keep one)"
                                    .formatted(
                                            desired.key().kind().name(),
                                            desired.key().qualifiedName(),
                                            earlier.place(),
                                            desired.place()));
                }
            });
        }
        return List.copyOf(objects.values());
    }
}

package dev.longshore.engine.gitops.render;

import dev.longshore.engine.gitops.git.GitFault;
import dev.longshore.engine.gitops.git.Tree;
import dev.longshore.manifests.ManifestProblem;
import dev.longshore.schemas.SchemaCatalog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Renderings by the trees they were made of: a commit that leaves a folder alone costs one look-up. May be thrown away at any
 * moment. Safe for any task.
 */
public final class Renderings {
    /** One per unit is the usual need; beyond it all are forgotten. */
    private static final int KEPT_MAX = 1_000;

    private final DirectoryRenderer renderer;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();
    private final AtomicLong renders = new AtomicLong();

    private record Kept(RenderRequest request, String tree, SchemaCatalog catalog, Rendering rendering) {
        boolean fits(RenderRequest other, String id, SchemaCatalog now) {
            return tree.equals(id) && request.equals(other) && catalog.equals(now);
        }
    }

    public Renderings(DirectoryRenderer renderer) {
        this.renderer = renderer;
    }

    /** The rendering of a commit for one unit. A path that the commit does not have is broken, never empty. */
    public Rendering of(Tree tree, RenderRequest request) {
        try {
            return kept(tree, request);
        } catch (GitFault fault) {
            String why = String.valueOf(fault.getMessage());
            return fault.passing()
                    ? new Rendering.Unreadable(why)
                    : new Rendering.Broken(
                            List.of(ManifestProblem.of(request.source().path(), why)));
        }
    }

    private Rendering kept(Tree tree, RenderRequest request) {
        String path = request.source().path();
        Optional<String> id = tree.id(path);
        if (id.isEmpty()) {
            return new Rendering.Broken(List.of(ManifestProblem.of(path, "app path does not exist")));
        }
        Kept known = kept.get(request.unit());
        if (known != null && known.fits(request, id.get(), renderer.catalog())) {
            return known.rendering();
        }
        Rendering rendering = renderer.render(tree, request);
        renders.incrementAndGet();
        if (kept.size() >= KEPT_MAX) {
            kept.clear();
        }
        kept.put(request.unit(), new Kept(request, id.get(), renderer.catalog(), rendering));
        return rendering;
    }

    /** How often something was really rendered. */
    public long renders() {
        return renders.get();
    }

    public void forget(String unit) {
        kept.remove(unit);
    }
}

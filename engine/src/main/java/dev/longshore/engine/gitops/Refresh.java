package dev.longshore.engine.gitops;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.Patch;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.objects.gitops.Application;
import java.util.Optional;

/** The annotation by which people ask to compare now. Source: Argo CD, {@code argocd.argoproj.io/refresh}. */
final class Refresh {
    private static final String ANNOTATION = "argocd.argoproj.io/refresh";

    private final Cluster cluster;

    Refresh(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Empty when nobody asked; true: forget the rendering too. */
    Optional<Boolean> wanted(Application application) {
        return Optional.ofNullable(application.item().annotations().get(ANNOTATION))
                .map("hard"::equals);
    }

    /** Takes the wish away: it was compared. */
    void done(Application application) {
        if (wanted(application).isEmpty()) {
            return;
        }
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata").putObject("annotations").putNull(ANNOTATION);
        cluster.patch(application.item().key(), new Patch.Merge(patch), WriteOptions.by(Comparer.MANAGER));
    }
}

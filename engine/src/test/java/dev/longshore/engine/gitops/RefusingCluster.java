package dev.longshore.engine.gitops;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.DeleteOptions;
import dev.longshore.cluster.DeleteOptions.Propagation;
import dev.longshore.cluster.ForwardingCluster;
import dev.longshore.cluster.Patch;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.objects.ApiStatus;
import dev.longshore.objects.ObjectKey;
import java.util.List;
import java.util.Set;

/** A cluster that promises in a dry run what it then refuses, as one whose state changes in between does. */
final class RefusingCluster extends ForwardingCluster {
    static final String WHY = "refused for a while";
    private static final WriteResult NO = new WriteResult.Refused(ApiStatus.of(403, "Forbidden", WHY));

    private final Set<ObjectKey> refused;
    private final List<Propagation> deletions;

    /**
     * @param refused objects that cannot be applied or deleted now
     * @param deletions how each deletion so far was meant
     */
    RefusingCluster(Cluster real, Set<ObjectKey> refused, List<Propagation> deletions) {
        super(real);
        this.refused = refused;
        this.deletions = deletions;
    }

    @Override
    public WriteResult patch(ObjectKey key, Patch patch, WriteOptions options) {
        return refused.contains(key) && !options.dryRun() ? NO : super.patch(key, patch, options);
    }

    @Override
    public WriteResult delete(ObjectKey key, DeleteOptions options) {
        deletions.add(options.propagation());
        return refused.contains(key) && !options.dryRun() ? NO : super.delete(key, options);
    }
}

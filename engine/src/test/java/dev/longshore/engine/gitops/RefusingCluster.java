package dev.longshore.engine.gitops;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.DeleteOptions;
import dev.longshore.cluster.DeleteOptions.Propagation;
import dev.longshore.cluster.Page;
import dev.longshore.cluster.Patch;
import dev.longshore.cluster.Query;
import dev.longshore.cluster.Start;
import dev.longshore.cluster.Watch;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.objects.ApiStatus;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A cluster that promises in a dry run what it then refuses, as one whose state changes in between does.
 *
 * @param refused objects that cannot be applied or deleted now
 * @param deletions how each deletion so far was meant
 */
record RefusingCluster(Cluster real, Set<ObjectKey> refused, List<Propagation> deletions) implements Cluster {
    static final String WHY = "refused for a while";
    private static final WriteResult NO = new WriteResult.Refused(ApiStatus.of(403, "Forbidden", WHY));

    @Override
    public Optional<Item> get(ObjectKey key) {
        return real.get(key);
    }

    @Override
    public Page list(Query query) {
        return real.list(query);
    }

    @Override
    public Watch watch(Query query, Start start) {
        return real.watch(query, start);
    }

    @Override
    public WriteResult create(Draft object, WriteOptions options) {
        return real.create(object, options);
    }

    @Override
    public WriteResult replace(Draft object, WriteOptions options) {
        return real.replace(object, options);
    }

    @Override
    public WriteResult patch(ObjectKey key, Patch patch, WriteOptions options) {
        return refused.contains(key) && !options.dryRun() ? NO : real.patch(key, patch, options);
    }

    @Override
    public WriteResult delete(ObjectKey key, DeleteOptions options) {
        deletions.add(options.propagation());
        return refused.contains(key) && !options.dryRun() ? NO : real.delete(key, options);
    }
}

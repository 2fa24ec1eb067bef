package dev.longshore.cluster;

import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import java.util.Optional;

/** A door in front of another; what a subclass leaves alone goes through. */
public class ForwardingCluster implements Cluster {
    private final Cluster inner;

    public ForwardingCluster(Cluster inner) {
        this.inner = inner;
    }

    @Override
    public Optional<Item> get(ObjectKey key) {
        return inner.get(key);
    }

    @Override
    public Page list(Query query) {
        return inner.list(query);
    }

    @Override
    public Watch watch(Query query, Start start) {
        return inner.watch(query, start);
    }

    @Override
    public WriteResult create(Draft object, WriteOptions options) {
        return inner.create(object, options);
    }

    @Override
    public WriteResult replace(Draft object, WriteOptions options) {
        return inner.replace(object, options);
    }

    @Override
    public WriteResult patch(ObjectKey key, Patch patch, WriteOptions options) {
        return inner.patch(key, patch, options);
    }

    @Override
    public WriteResult delete(ObjectKey key, DeleteOptions options) {
        return inner.delete(key, options);
    }
}

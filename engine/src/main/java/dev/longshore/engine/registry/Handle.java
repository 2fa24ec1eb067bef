package dev.longshore.engine.registry;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.DeleteOptions;
import dev.longshore.cluster.Page;
import dev.longshore.cluster.Patch;
import dev.longshore.cluster.Query;
import dev.longshore.cluster.Start;
import dev.longshore.cluster.Watch;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.engine.access.Identity;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import java.util.Optional;

/** The cluster as one identity sees it, perhaps within a term. */
record Handle(Door door, Identity who, Optional<Term> term) implements Cluster {
    @Override
    public Optional<Item> get(ObjectKey key) {
        return door.get(who, key);
    }

    @Override
    public Page list(Query query) {
        return door.list(who, query);
    }

    @Override
    public Watch watch(Query query, Start start) {
        return door.watch(who, query, start);
    }

    @Override
    public WriteResult create(Draft object, WriteOptions options) {
        return door.write(who, term, new Wish.Create(object, options));
    }

    @Override
    public WriteResult replace(Draft object, WriteOptions options) {
        return door.write(who, term, new Wish.Replace(object, options));
    }

    @Override
    public WriteResult patch(ObjectKey key, Patch patch, WriteOptions options) {
        return door.write(who, term, new Wish.Change(key, patch, options));
    }

    @Override
    public WriteResult delete(ObjectKey key, DeleteOptions options) {
        return door.write(who, term, new Wish.Remove(key, options));
    }
}

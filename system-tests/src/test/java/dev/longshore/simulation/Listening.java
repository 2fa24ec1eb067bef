package dev.longshore.simulation;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.DeleteOptions;
import dev.longshore.cluster.Page;
import dev.longshore.cluster.Patch;
import dev.longshore.cluster.Query;
import dev.longshore.cluster.Start;
import dev.longshore.cluster.Watch;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.engine.store.StoreKey;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;
import dev.longshore.objects.ObjectKey;
import dev.longshore.simulation.invariants.Fact;
import java.util.Optional;

/** Tells whenever somebody was told that a write is done. */
record Listening(Cluster inner, String who, Facts facts) implements Cluster {
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
        return heard(inner.create(object, options));
    }

    @Override
    public WriteResult replace(Draft object, WriteOptions options) {
        return heard(inner.replace(object, options));
    }

    @Override
    public WriteResult patch(ObjectKey key, Patch patch, WriteOptions options) {
        return heard(inner.patch(key, patch, options));
    }

    @Override
    public WriteResult delete(ObjectKey key, DeleteOptions options) {
        return heard(inner.delete(key, options));
    }

    private WriteResult heard(WriteResult result) {
        if (result instanceof WriteResult.Written(var item, var _, var _)) {
            facts.tell(new Fact.Acknowledged(who, path(item.key()), item.revision()));
        }
        return result;
    }

    private static String path(ObjectKey key) {
        Kind kind = key.kind();
        return StoreKey.of(kind.group(), kind.plural(), key.namespace(), key.name())
                .path();
    }
}

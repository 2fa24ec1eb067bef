package dev.longshore.simulation;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.DeleteOptions;
import dev.longshore.cluster.ForwardingCluster;
import dev.longshore.cluster.Patch;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.engine.store.StoreKey;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Kind;
import dev.longshore.objects.ObjectKey;
import dev.longshore.simulation.invariants.Fact;

/** Tells whenever somebody was told that a write is done. */
final class Listening extends ForwardingCluster {
    private final String who;
    private final Facts facts;

    Listening(Cluster inner, String who, Facts facts) {
        super(inner);
        this.who = who;
        this.facts = facts;
    }

    @Override
    public WriteResult create(Draft object, WriteOptions options) {
        return heard(super.create(object, options));
    }

    @Override
    public WriteResult replace(Draft object, WriteOptions options) {
        return heard(super.replace(object, options));
    }

    @Override
    public WriteResult patch(ObjectKey key, Patch patch, WriteOptions options) {
        return heard(super.patch(key, patch, options));
    }

    @Override
    public WriteResult delete(ObjectKey key, DeleteOptions options) {
        return heard(super.delete(key, options));
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

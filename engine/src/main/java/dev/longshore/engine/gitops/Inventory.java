package dev.longshore.engine.gitops;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.Query;
import dev.longshore.engine.gitops.render.Tracking;
import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;
import dev.longshore.schemas.KindSchema;
import dev.longshore.schemas.SchemaCatalog;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The objects of a unit: those whose tracking annotation names it and themselves. The view keeps the index. */
final class Inventory {
    /** Kinds that are made by programs only, and in great numbers. */
    private static final Set<String> NEVER_TRACKED =
            Set.of("events", "leases.coordination.k8s.io", "repositories.longshore.io");

    private final Cluster cluster;
    private final Supplier<SchemaCatalog> catalog;

    Inventory(Cluster cluster, Supplier<SchemaCatalog> catalog) {
        this.cluster = cluster;
        this.catalog = catalog;
    }

    /** Kinds of which a unit may own objects. */
    List<Kind> kinds() {
        return catalog.get().kinds().stream()
                .map(KindSchema::kind)
                .filter(kind -> !NEVER_TRACKED.contains(kind.resource()))
                .toList();
    }

    /** Units that have something in a namespace. */
    Stream<String> unitsIn(String namespace) {
        return kinds().stream()
                .filter(Kind::namespaced)
                .flatMap(kind -> cluster.list(Query.in(kind, namespace)).items().stream())
                .flatMap(item -> Tracking.unit(item).stream());
    }

    /** In order of kind and key. */
    List<Item> of(String unit) {
        return kinds().stream()
                .flatMap(kind -> cluster.list(Query.trackedBy(kind, unit)).items().stream())
                .toList();
    }
}

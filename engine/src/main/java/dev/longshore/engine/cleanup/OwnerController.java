package dev.longshore.engine.cleanup;

import dev.longshore.cluster.Action;
import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.Controller;
import dev.longshore.cluster.Executor;
import dev.longshore.cluster.Outcome;
import dev.longshore.cluster.Query;
import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.OwnerReference;
import dev.longshore.schemas.KindSchema;
import dev.longshore.schemas.SchemaCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Deletes what belonged to an owner that is gone. Looks at an object both as dependant and as owner, so that a child created after its
 * owner went is found too. Keeps no graph: owners are looked up, dependants listed by the owner's uid.
 */
public final class OwnerController implements Controller {
    private final Cluster cluster;
    private final Executor executor;
    private final Supplier<SchemaCatalog> catalog;

    public OwnerController(Cluster cluster, Executor executor, Supplier<SchemaCatalog> catalog) {
        this.cluster = cluster;
        this.executor = executor;
        this.catalog = catalog;
    }

    @Override
    public Outcome reconcile(ObjectKey key) {
        return cluster.get(key).map(this::settle).orElse(Outcome.done());
    }

    private Outcome settle(Item item) {
        List<OwnerPlan.Owner> owners =
                item.owners().stream().map(reference -> lookUp(item, reference)).toList();
        List<Item> dependants = item.terminating() || OwnerPlan.goesInForeground(owners) ? dependants(item) : List.of();
        List<Action> actions = new ArrayList<>(OwnerPlan.dependant(item, owners, dependants));
        actions.addAll(OwnerPlan.owner(item, dependants));
        return executor.perform(actions);
    }

    private List<Item> dependants(Item owner) {
        return dependants(cluster, catalog.get(), owner);
    }

    /** Everything that names this object as owner: to be looked at when it goes, or changes while going. */
    public static List<Item> dependants(Cluster cluster, SchemaCatalog catalog, Item owner) {
        List<Item> dependants = new ArrayList<>();
        for (KindSchema schema : catalog.kinds()) {
            String namespace = schema.kind().namespaced() ? owner.namespace() : "";
            dependants.addAll(cluster.list(Query.ownedBy(schema.kind(), namespace, owner.uid()))
                    .items());
        }
        return dependants;
    }

    private OwnerPlan.Owner lookUp(Item dependant, OwnerReference reference) {
        return new OwnerPlan.Owner(reference, find(dependant, reference));
    }

    /** A namespaced owner is looked for in the dependant's own namespace only. */
    private OwnerPlan.Found find(Item dependant, OwnerReference reference) {
        Optional<Kind> kind = kind(reference);
        if (kind.isEmpty() || (kind.get().namespaced() && dependant.namespace().isEmpty())) {
            return OwnerPlan.Found.UNKNOWN;
        }
        ObjectKey key =
                new ObjectKey(kind.get(), kind.get().namespaced() ? dependant.namespace() : "", reference.name(), "");
        Optional<Item> owner = cluster.get(key).filter(item -> item.uid().equals(reference.uid()));
        if (owner.isEmpty()) {
            return OwnerPlan.Found.GONE;
        }
        return OwnerPlan.waits(owner.get()) ? OwnerPlan.Found.WAITING : OwnerPlan.Found.SOLID;
    }

    private Optional<Kind> kind(OwnerReference reference) {
        return kind(catalog.get(), reference);
    }

    /** The kind that a reference names; empty when it is not served. */
    public static Optional<Kind> kind(SchemaCatalog catalog, OwnerReference reference) {
        String api = reference.apiVersion();
        String group = api.contains("/") ? api.substring(0, api.indexOf('/')) : "";
        String version = api.substring(api.indexOf('/') + 1);
        return catalog.byName(group, version, reference.kind()).map(KindSchema::kind);
    }
}

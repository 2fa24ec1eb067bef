package dev.longshore.engine.gitops;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.Controller;
import dev.longshore.cluster.Outcome;
import dev.longshore.engine.gitops.render.Tracking;
import dev.longshore.engine.gitops.sync.UnitNames;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.OwnerReference;
import dev.longshore.schemas.KindSchema;
import dev.longshore.schemas.SchemaCatalog;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Finds the Application at the root of an object that controllers made, one owner at a time, and has it looked at. Owns nothing and
 * writes nothing; what it leaves undone when killed the start of the next engine looks at anyway.
 */
final class RootController implements Controller {
    private final Cluster cluster;
    private final Supplier<SchemaCatalog> catalog;
    private final String controlNamespace;
    private final Consumer<ObjectKey> applications;
    private final Consumer<ObjectKey> owners;

    /**
     * @param applications called with an Application to look at
     * @param owners called with the owner of an owner: its own key in this controller's queue
     */
    RootController(
            Cluster cluster,
            Supplier<SchemaCatalog> catalog,
            String controlNamespace,
            Consumer<ObjectKey> applications,
            Consumer<ObjectKey> owners) {
        this.cluster = cluster;
        this.catalog = catalog;
        this.controlNamespace = controlNamespace;
        this.applications = applications;
        this.owners = owners;
    }

    @Override
    public Outcome reconcile(ObjectKey owner) {
        Optional<Item> item = cluster.get(owner);
        item.flatMap(Tracking::unit)
                .map(unit -> UnitNames.application(unit, controlNamespace))
                .ifPresent(applications);
        item.flatMap(this::owner).ifPresent(owners);
        return Outcome.done();
    }

    /** The controller of an object, when its kind is known. */
    Optional<ObjectKey> owner(Item item) {
        return item.controller()
                .flatMap(owner -> kind(owner)
                        .map(schema -> ObjectKey.of(
                                schema.kind(), schema.kind().namespaced() ? item.namespace() : "", owner.name())));
    }

    private Optional<KindSchema> kind(OwnerReference owner) {
        String group = owner.apiVersion().contains("/") ? owner.apiVersion().replaceFirst("/.*", "") : "";
        return catalog.get().byName(group, owner.apiVersion().replaceFirst(".*/", ""), owner.kind());
    }
}

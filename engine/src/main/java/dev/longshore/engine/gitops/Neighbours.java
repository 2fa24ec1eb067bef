package dev.longshore.engine.gitops;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.Query;
import dev.longshore.engine.gitops.Origins.Origin;
import dev.longshore.engine.gitops.git.Commit;
import dev.longshore.engine.gitops.render.Renderings;
import dev.longshore.engine.gitops.repository.RepositoryNames;
import dev.longshore.engine.gitops.sync.CascadePlan;
import dev.longshore.engine.gitops.sync.Claim;
import dev.longshore.engine.gitops.sync.UnitNames;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Namespace;
import dev.longshore.objects.gitops.Application;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the other Applications wish for, as their commits say it now. Reads only what was fetched; asks no host and writes nothing.
 * What cannot be known counts against deleting and against taking away: an error is never an empty wish.
 */
final class Neighbours {
    private final Cluster cluster;
    private final Origins origins;
    private final Wishes wishes;
    private final Inventory inventory;
    private final String controlNamespace;

    Neighbours(Cluster cluster, Origins origins, Renderings renderings, Inventory inventory, String controlNamespace) {
        this.cluster = cluster;
        this.origins = origins;
        this.wishes = new Wishes(origins, renderings, controlNamespace);
        this.inventory = inventory;
        this.controlNamespace = controlNamespace;
    }

    /**
     * Those of the objects that {@code application} must not delete, and why.
     * @param commit that it was rendered at: neighbours that follow the same branch are asked at this commit too
     */
    Map<ObjectKey, Claim> claims(Application application, Optional<Commit> commit, List<Item> objects) {
        List<ObjectKey> keys = objects.stream()
                .filter(item -> !item.terminating())
                .map(Item::key)
                .toList();
        Map<ObjectKey, Claim> claims = new LinkedHashMap<>();
        if (keys.isEmpty()) {
            return claims;
        }
        for (Wishes.Wish wish : ofOthers(application, commit)) {
            keys.forEach(key -> wish.claim(key)
                    .ifPresent(claim -> claims.merge(key, claim, (one, other) -> one.passing() ? other : one)));
        }
        keys.stream()
                .filter(key -> key.kind().equals(Namespace.KIND))
                .forEach(key -> inhabitant(key.name(), application)
                        .ifPresent(other -> claims.putIfAbsent(
                                key, new Claim(other, false, "holds objects of " + other.qualifiedName()))));
        return claims;
    }

    /** Another Application with an object in that namespace. */
    private Optional<ObjectKey> inhabitant(String namespace, Application application) {
        String own = UnitNames.of(application.item().key(), controlNamespace);
        return inventory
                .unitsIn(namespace)
                .filter(unit -> !unit.equals(own))
                .map(unit -> UnitNames.application(unit, controlNamespace))
                .findFirst();
    }

    /** The same for an Application that is leaving. */
    Map<ObjectKey, Claim> claims(Application application, List<Item> objects) {
        Optional<Commit> commit = origins.glance(application) instanceof Origin.Known(Commit own, var _)
                ? Optional.of(own)
                : Optional.empty();
        return claims(application, commit, objects);
    }

    private List<Wishes.Wish> ofOthers(Application application, Optional<Commit> commit) {
        List<Wishes.Wish> found = new ArrayList<>();
        for (Item item : cluster.list(Query.all(Application.KIND)).items()) {
            if (!item.key().equals(application.item().key()) && !item.terminating()) {
                Application other = new Application(item);
                found.addAll(wishes.of(other, commit.filter(at -> followsTheSame(application, other))));
            }
        }
        return found;
    }

    private static boolean followsTheSame(Application one, Application other) {
        List<String> both = List.of(one.targetRevision(), other.targetRevision());
        return RepositoryNames.place(one.repoUrl()).equals(RepositoryNames.place(other.repoUrl()))
                && (both.getFirst().equals(both.getLast()) || both.contains("HEAD"));
    }

    /**
     * How many objects each child Application would take along if it were deleted. Asked for only when a child is to go; then those
     * that stay are counted too.
     */
    Map<ObjectKey, Integer> takenAlong(List<Item> going, List<Item> staying) {
        Map<ObjectKey, Integer> along = new LinkedHashMap<>();
        if (going.stream().anyMatch(CascadePlan::takesAlong)) {
            Stream.concat(going.stream(), staying.stream())
                    .filter(CascadePlan::takesAlong)
                    .forEach(child -> along.put(child.key(), takenAlong(new Application(child))));
        }
        return along;
    }

    private int takenAlong(Application child) {
        List<Item> tracked = inventory.of(UnitNames.of(child.item().key(), controlNamespace));
        return tracked.size() - claims(child, tracked).size();
    }

    /** Whether the Application that has an object keeps it: it lets go when it is leaving, or when its newest commit drops it. */
    boolean keeps(ObjectKey owner, ObjectKey object) {
        Optional<Application> application =
                cluster.get(owner).filter(item -> !item.terminating()).map(Application::new);
        return application.isPresent()
                && wishes.newest(application.get())
                        .map(rendered -> Wishes.place(rendered, object).isPresent())
                        .orElse(true);
    }
}

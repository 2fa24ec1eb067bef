package dev.longshore.engine.gitops;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.Query;
import dev.longshore.engine.gitops.Origins.Origin;
import dev.longshore.engine.gitops.git.Commit;
import dev.longshore.engine.gitops.render.Desired;
import dev.longshore.engine.gitops.render.Mentions;
import dev.longshore.engine.gitops.render.Rendering;
import dev.longshore.engine.gitops.render.Renderings;
import dev.longshore.engine.gitops.repository.RepositoryNames;
import dev.longshore.engine.gitops.sync.CascadePlan;
import dev.longshore.engine.gitops.sync.Claim;
import dev.longshore.engine.gitops.sync.SyncUnit;
import dev.longshore.engine.gitops.sync.Translation;
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
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the other Applications wish for, as their commits say it now. Reads only what was fetched; asks no host and writes nothing.
 * What cannot be known counts against deleting and against taking away: an error is never an empty wish.
 */
final class Neighbours {
    private final Cluster cluster;
    private final Origins origins;
    private final Renderings renderings;
    private final Inventory inventory;
    private final String controlNamespace;

    Neighbours(Cluster cluster, Origins origins, Renderings renderings, Inventory inventory, String controlNamespace) {
        this.cluster = cluster;
        this.origins = origins;
        this.renderings = renderings;
        this.inventory = inventory;
        this.controlNamespace = controlNamespace;
    }

    /** One commit of one neighbour. */
    private interface Wish extends Function<ObjectKey, Optional<Claim>> {}

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
        for (Wish wish : wishes(application, commit)) {
            keys.forEach(key -> wish.apply(key)
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

    private List<Wish> wishes(Application application, Optional<Commit> commit) {
        List<Wish> wishes = new ArrayList<>();
        for (Item item : cluster.list(Query.all(Application.KIND)).items()) {
            if (!item.key().equals(application.item().key()) && !item.terminating()) {
                Application other = new Application(item);
                wishes.addAll(of(other, commit.filter(at -> followsTheSame(application, other))));
            }
        }
        return wishes;
    }

    private List<Wish> of(Application other, Optional<Commit> also) {
        List<Wish> wishes = new ArrayList<>();
        switch (origins.glance(other)) {
            case Origin.Known(Commit own, var _) -> {
                wishes.add(wish(other, own));
                also.filter(at -> !at.sha().equals(own.sha())).ifPresent(at -> wishes.add(wish(other, at)));
            }
            case Origin.Awaited() -> {
                also.ifPresent(at -> wishes.add(wish(other, at)));
                if (Translation.of(other, controlNamespace) instanceof Translation.Sound) {
                    Claim unread = claim(other, true, "%s was not read yet: it may wish for it");
                    wishes.add(key -> Optional.of(unread));
                }
            }
            case Origin.Raced(), Origin.Faulty(var _) -> also.ifPresent(at -> wishes.add(wish(other, at)));
        }
        return wishes;
    }

    private static boolean followsTheSame(Application one, Application other) {
        List<String> both = List.of(one.targetRevision(), other.targetRevision());
        return RepositoryNames.place(one.repoUrl()).equals(RepositoryNames.place(other.repoUrl()))
                && (both.getFirst().equals(both.getLast()) || both.contains("HEAD"));
    }

    private Wish wish(Application other, Commit commit) {
        Optional<Rendering.Rendered> rendered = rendered(other, commit);
        if (rendered.isPresent()) {
            return key -> place(rendered.get(), key)
                    .map(place -> claim(other, false, "awaiting hand-over to %s, which has it at " + place));
        }
        Mentions mentions = Mentions.in(commit.tree(), other.path());
        Claim named = claim(other, false, "%s names it and cannot be rendered: mend that one first");
        return key -> mentions.name(key.name()) && reaches(other, mentions, key.namespace())
                ? Optional.of(named)
                : Optional.empty();
    }

    /** Whether a manifest of that folder may lie in a namespace: it names it, or leaves it to its Application. */
    private boolean reaches(Application other, Mentions mentions, String namespace) {
        boolean elsewhere = Translation.of(other, controlNamespace) instanceof Translation.Sound(SyncUnit unit)
                && !unit.namespace().isEmpty()
                && !unit.namespace().equals(namespace);
        return namespace.isEmpty() || !elsewhere || mentions.name(namespace);
    }

    private static Claim claim(Application other, boolean passing, String why) {
        ObjectKey key = other.item().key();
        return new Claim(key, passing, why.replace("%s", key.qualifiedName()));
    }

    private static Optional<String> place(Rendering.Rendered rendered, ObjectKey key) {
        return rendered.objects().stream()
                .filter(desired -> desired.key().equals(key))
                .map(Desired::place)
                .findFirst();
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
                && newest(application.get())
                        .map(rendered -> place(rendered, object).isPresent())
                        .orElse(true);
    }

    private Optional<Rendering.Rendered> newest(Application other) {
        return origins.glance(other) instanceof Origin.Known(Commit commit, var _)
                ? rendered(other, commit)
                : Optional.empty();
    }

    /** Empty when it cannot be known. */
    private Optional<Rendering.Rendered> rendered(Application other, Commit commit) {
        return Translation.of(other, controlNamespace) instanceof Translation.Sound(var unit)
                        && renderings.of(commit.tree(), unit.request()) instanceof Rendering.Rendered rendered
                ? Optional.of(rendered)
                : Optional.empty();
    }
}

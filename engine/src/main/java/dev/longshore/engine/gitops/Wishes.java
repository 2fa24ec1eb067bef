package dev.longshore.engine.gitops;

import dev.longshore.engine.gitops.Origins.Origin;
import dev.longshore.engine.gitops.git.Commit;
import dev.longshore.engine.gitops.render.Desired;
import dev.longshore.engine.gitops.render.Mentions;
import dev.longshore.engine.gitops.render.Rendering;
import dev.longshore.engine.gitops.render.Renderings;
import dev.longshore.engine.gitops.sync.Claim;
import dev.longshore.engine.gitops.sync.SyncUnit;
import dev.longshore.engine.gitops.sync.Translation;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.gitops.Application;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one other Application wishes for. One that cannot be read now may wish for anything, one that cannot be rendered for whatever
 * its files name.
 */
final class Wishes {
    private static final String UNREAD = "%s was not read yet: it may wish for it";
    private static final String UNREADABLE = "%s could not be read: it may wish for it";

    private final Origins origins;
    private final Renderings renderings;
    private final String controlNamespace;

    Wishes(Origins origins, Renderings renderings, String controlNamespace) {
        this.origins = origins;
        this.renderings = renderings;
        this.controlNamespace = controlNamespace;
    }

    /** Of one commit. */
    interface Wish {
        /** Empty when it has nothing to do with the object. */
        Optional<Claim> claim(ObjectKey object);
    }

    /**
     * At the commit that counts for it now.
     * @param also a newer commit that it is about to follow
     */
    List<Wish> of(Application other, Optional<Commit> also) {
        List<Wish> wishes = new ArrayList<>();
        switch (origins.glance(other)) {
            case Origin.Known(Commit own, var _) -> {
                wishes.add(wish(other, own));
                also.filter(at -> !at.sha().equals(own.sha())).ifPresent(at -> wishes.add(wish(other, at)));
            }
            case Origin.Awaited() -> wishes.addAll(unknown(other, also, UNREAD));
            case Origin.Unreadable(var _) -> wishes.addAll(unknown(other, also, UNREADABLE));
            case Origin.Raced(), Origin.Faulty(var _) -> also.ifPresent(at -> wishes.add(wish(other, at)));
        }
        return wishes;
    }

    /** One whose spec cannot be followed wishes for nothing. */
    private List<Wish> unknown(Application other, Optional<Commit> also, String why) {
        List<Wish> wishes = new ArrayList<>();
        also.ifPresent(at -> wishes.add(wish(other, at)));
        if (Translation.of(other, controlNamespace) instanceof Translation.Sound) {
            wishes.add(anything(other, why));
        }
        return wishes;
    }

    private static Wish anything(Application other, String why) {
        Claim claim = claim(other, true, why);
        return key -> Optional.of(claim);
    }

    private Wish wish(Application other, Commit commit) {
        if (!(Translation.of(other, controlNamespace) instanceof Translation.Sound(var unit))) {
            return named(other, commit);
        }
        return switch (renderings.of(commit.tree(), unit.request())) {
            case Rendering.Rendered rendered ->
                key -> place(rendered, key)
                        .map(place -> claim(other, false, "awaiting hand-over to %s, which has it at " + place));
            case Rendering.Broken _ -> named(other, commit);
            case Rendering.Unreadable _ -> anything(other, UNREADABLE);
        };
    }

    private Wish named(Application other, Commit commit) {
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

    /** What its newest commit came to; empty when that cannot be known. */
    Optional<Rendering.Rendered> newest(Application other) {
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

    /** Where a rendering has an object: file and line. */
    static Optional<String> place(Rendering.Rendered rendered, ObjectKey key) {
        return rendered.objects().stream()
                .filter(desired -> desired.key().equals(key))
                .map(Desired::place)
                .findFirst();
    }
}

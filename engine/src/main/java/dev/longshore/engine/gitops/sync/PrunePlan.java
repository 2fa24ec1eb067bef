package dev.longshore.engine.gitops.sync;

import dev.longshore.engine.gitops.render.SyncOptions;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Namespace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which of the objects that Git no longer has may be deleted. Only ever asked with a picture, so never after an error. */
final class PrunePlan {
    private static final Set<String> STATEFUL = Set.of(
            "namespaces",
            "persistentvolumes",
            "persistentvolumeclaims",
            "customresourcedefinitions.apiextensions.k8s.io");
    private static final String UNCONFIRMED =
            "needs pruning confirmation, which is not supported yet; delete it by hand or remove the option";
    private static final int BRAKE_LEAST = 5;
    private static final int BRAKE_PERCENT = 30;
    private static final int NAMED_MAX = 3;

    /**
     * @param deletes in order
     * @param kept why each of the others stays
     * @param held those that stay although nobody decided so: somebody was to be asked, or another Application wishes for them; a
     *     sentence each
     * @param guard why nothing is deleted although something should be; condition type and message
     */
    record Pruning(List<Item> deletes, Map<ObjectKey, String> kept, List<String> held, Optional<Condition> guard) {}

    private PrunePlan() {}

    /**
     * @param allowed whether policy or request ask for pruning
     * @param forced whether a person asked: the guards let it pass; what another Application wishes for stays all the same
     */
    static Pruning plan(Picture picture, SyncUnit unit, boolean allowed, boolean forced) {
        List<Item> candidates = new ArrayList<>();
        Map<ObjectKey, String> kept = new LinkedHashMap<>();
        List<String> held = new ArrayList<>();
        for (Item extra : staying(picture)) {
            Optional<String> question = claimed(extra, picture).or(() -> unanswered(extra, unit));
            Optional<String> reason = question.or(() -> reasonToKeep(extra, unit));
            question.ifPresent(why -> held.add(shown(extra) + ": " + why));
            reason.ifPresentOrElse(why -> kept.put(extra.key(), why), () -> candidates.add(extra));
        }
        keepInhabited(candidates, kept, picture);
        candidates.sort(KindRank.PRUNE);
        Optional<Condition> guard = allowed && !forced ? guard(picture, unit, candidates) : Optional.empty();
        if (!allowed || guard.isPresent()) {
            candidates.forEach(item -> kept.put(item.key(), "ignored (requires pruning)"));
            return new Pruning(List.of(), kept, held, guard);
        }
        return new Pruning(List.copyOf(candidates), kept, held, Optional.empty());
    }

    /** Those that are not on their way out already. */
    private static List<Item> staying(Picture picture) {
        return picture.extras().stream().filter(item -> !item.terminating()).toList();
    }

    private static Optional<String> claimed(Item extra, Picture picture) {
        return Optional.ofNullable(picture.others().claims().get(extra.key())).map(Claim::why);
    }

    private static Optional<String> unanswered(Item extra, SyncUnit unit) {
        return options(extra)
                .over(unit.options())
                .undecided("Prune")
                .map(value -> value.equals("confirm")
                        ? UNCONFIRMED
                        : "Prune=" + value + " is neither true nor false; delete it by hand or remove the option");
    }

    /** A Namespace would take along what is in it. */
    private static void keepInhabited(List<Item> candidates, Map<ObjectKey, String> kept, Picture picture) {
        Set<String> inhabited = new HashSet<>();
        kept.keySet().forEach(key -> inhabited.add(key.namespace()));
        picture.comparisons().forEach(one -> inhabited.add(one.desired().key().namespace()));
        candidates.removeIf(item -> {
            boolean stays = item.kind().equals(Namespace.KIND) && inhabited.contains(item.name());
            if (stays) {
                kept.put(item.key(), "ignored (holds objects that stay)");
            }
            return stays;
        });
    }

    private static Optional<String> reasonToKeep(Item extra, SyncUnit unit) {
        SyncOptions own = options(extra);
        if (own.over(unit.options()).off("Prune")
                || "keep".equals(extra.annotations().get("helm.sh/resource-policy"))) {
            return Optional.of("ignored (no prune)");
        }
        if (extra.key().equals(unit.application())) {
            return Optional.of("ignored (the application itself)");
        }
        if (extra.controller().isPresent()) {
            return Optional.of("ignored (has a controller)");
        }
        return STATEFUL.contains(extra.kind().resource()) && !own.on("Prune")
                ? Optional.of("ignored (stateful kind)")
                : Optional.empty();
    }

    static SyncOptions options(Item item) {
        return SyncOptions.readText(item.annotations().getOrDefault("argocd.argoproj.io/sync-options", ""));
    }

    private static Optional<Condition> guard(Picture picture, SyncUnit unit, List<Item> candidates) {
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        if (picture.comparisons().isEmpty() && !unit.policy().allowEmpty()) {
            return Optional.of(new Condition(
                    Condition.SYNC_ERROR,
                    "Skipping sync attempt to " + picture.commit() + ": auto-sync will wipe out all resources ("
                            + named(candidates) + "); " + howToConfirm(unit)));
        }
        int most = Math.max(BRAKE_LEAST, picture.inventory() * BRAKE_PERCENT / 100);
        int deletes = picture.weight(candidates);
        return deletes <= most
                ? Optional.empty()
                : Optional.of(new Condition(
                        Condition.PRUNE_BLOCKED,
                        "would delete " + deletes + " of " + picture.inventory() + " objects at " + picture.commit()
                                + ": " + named(candidates) + "; " + howToConfirm(unit)));
    }

    private static String howToConfirm(SyncUnit unit) {
        return "to delete them: kubectl -n " + unit.application().namespace() + " patch application "
                + unit.application().name() + " --type merge -p '{\"operation\":{\"sync\":{\"prune\":true}}}'";
    }

    static String shown(Item item) {
        return item.kind().name() + " " + item.key().qualifiedName();
    }

    private static String named(List<Item> items) {
        String names = String.join(
                ", ", items.stream().limit(NAMED_MAX).map(PrunePlan::shown).toList());
        return items.size() <= NAMED_MAX ? names : names + " and " + (items.size() - NAMED_MAX) + " more";
    }
}

package dev.longshore.engine.gitops.sync;

import dev.longshore.engine.gitops.render.SyncOptions;
import dev.longshore.objects.Item;
import dev.longshore.objects.core.Namespace;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the deletion of an Application takes along, wave by wave from the highest: the next wave begins when the one before is gone.
 * Source: Argo CD, resources finalizer.
 */
public final class CascadePlan {
    /** Any of these asks for a cascade. */
    public static final Set<String> FINALIZERS = Set.of(
            "resources-finalizer.argocd.argoproj.io",
            "resources-finalizer.argocd.argoproj.io/foreground",
            "resources-finalizer.argocd.argoproj.io/background");

    private static final String DEFINITIONS = "customresourcedefinitions.apiextensions.k8s.io";

    private CascadePlan() {}

    /** What to do now. */
    public sealed interface Cascade {
        record Delete(List<Item> objects) implements Cascade {}

        record Wait() implements Cascade {}

        /** All is gone that is to go. */
        record Finish() implements Cascade {}
    }

    /** @param options of the Application; those of an object count before them */
    public static Cascade plan(List<Item> tracked, SyncOptions options) {
        List<Item> going = going(tracked, options);
        if (going.isEmpty()) {
            return new Cascade.Finish();
        }
        int wave = going.stream().mapToInt(SyncPlan::wave).max().orElse(0);
        List<Item> now = going.stream()
                .filter(item -> SyncPlan.wave(item) == wave && !item.terminating())
                .sorted(Comparator.comparing(Item::key, KindRank.APPLY.reversed()))
                .toList();
        return now.isEmpty() ? new Cascade.Wait() : new Cascade.Delete(now);
    }

    /** Those that stay although nobody decided so: somebody was to be asked, or one of them lives in it. */
    public static List<String> left(List<Item> tracked, SyncOptions options) {
        Set<String> inhabited = inhabited(tracked, options);
        return tracked.stream()
                .flatMap(item ->
                        reason(item, options, inhabited).stream().map(why -> PrunePlan.shown(item) + " (" + why + ")"))
                .toList();
    }

    private static Optional<String> reason(Item item, SyncOptions options, Set<String> inhabited) {
        Optional<String> question = PrunePlan.options(item)
                .over(options)
                .undecided("Delete")
                .map(value -> "Delete=" + value
                        + (value.equals("confirm")
                                ? ": confirmation is not supported yet"
                                : " is neither true nor false"));
        return goes(item, options) && holds(item, inhabited) ? Optional.of("holds objects that stay") : question;
    }

    private static List<Item> going(List<Item> tracked, SyncOptions options) {
        Set<String> inhabited = inhabited(tracked, options);
        return tracked.stream()
                .filter(item -> goes(item, options) && !holds(item, inhabited))
                .toList();
    }

    /** Namespaces of objects that stay. */
    private static Set<String> inhabited(List<Item> tracked, SyncOptions options) {
        return tracked.stream()
                .filter(item -> !goes(item, options))
                .map(Item::namespace)
                .collect(Collectors.toSet());
    }

    private static boolean holds(Item item, Set<String> inhabited) {
        return item.kind().equals(Namespace.KIND) && inhabited.contains(item.name());
    }

    private static boolean goes(Item item, SyncOptions options) {
        SyncOptions all = PrunePlan.options(item).over(options);
        return !item.kind().resource().equals(DEFINITIONS)
                && !all.off("Delete")
                && all.undecided("Delete").isEmpty()
                && !"keep".equals(item.annotations().get("helm.sh/resource-policy"));
    }
}

package dev.longshore.engine.gitops.sync;

import dev.longshore.engine.gitops.render.SyncOptions;
import dev.longshore.objects.Item;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

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
        List<Item> going = tracked.stream().filter(item -> goes(item, options)).toList();
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

    private static boolean goes(Item item, SyncOptions options) {
        return !item.kind().resource().equals(DEFINITIONS)
                && !PrunePlan.options(item).over(options).off("Delete")
                && !"keep".equals(item.annotations().get("helm.sh/resource-policy"));
    }
}

package dev.longshore.engine.gitops.sync;

import dev.longshore.engine.gitops.render.SyncOptions;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Namespace;
import dev.longshore.objects.gitops.Application;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the deletion of an Application takes along, wave by wave from the highest: the next wave begins when the one before is gone.
 * What another Application wishes for stays. Source: Argo CD, resources finalizer.
 */
public final class CascadePlan {
    /** Any of these asks for a cascade. */
    public static final Set<String> FINALIZERS = Set.of(
            "resources-finalizer.argocd.argoproj.io",
            "resources-finalizer.argocd.argoproj.io/foreground",
            "resources-finalizer.argocd.argoproj.io/background");

    private static final String DEFINITIONS = "customresourcedefinitions.apiextensions.k8s.io";

    private final List<Item> tracked;
    private final SyncOptions options;
    private final Map<ObjectKey, Claim> claims;
    private final Set<String> inhabited;

    private CascadePlan(List<Item> tracked, SyncOptions options, Map<ObjectKey, Claim> claims) {
        this.tracked = tracked;
        this.options = options;
        this.claims = claims;
        this.inhabited = tracked.stream()
                .filter(item -> !goes(item))
                .map(Item::namespace)
                .collect(Collectors.toSet());
    }

    /** Whether it is an Application whose deletion takes its objects along. */
    public static boolean takesAlong(Item item) {
        return item.kind().equals(Application.KIND)
                && item.fields().texts("metadata", "finalizers").stream().anyMatch(FINALIZERS::contains);
    }

    /** What to do now. */
    public sealed interface Cascade {
        record Delete(List<Item> objects) implements Cascade {}

        /**
         * Until something is gone.
         * @param passing until it is known what others wish for
         */
        record Wait(boolean passing) implements Cascade {}

        /**
         * All is gone that is to go.
         * @param left what stays although nobody decided so, a sentence each
         */
        record Finish(List<String> left) implements Cascade {}
    }

    /**
     * @param options of the Application; those of an object count before them
     * @param claims why some of the objects stay
     */
    public static Cascade plan(List<Item> tracked, SyncOptions options, Map<ObjectKey, Claim> claims) {
        return new CascadePlan(tracked, options, claims).next();
    }

    private Cascade next() {
        if (claims.values().stream().anyMatch(Claim::passing)) {
            return new Cascade.Wait(true);
        }
        List<Item> going =
                tracked.stream().filter(item -> goes(item) && !holds(item)).toList();
        if (going.isEmpty()) {
            return new Cascade.Finish(left());
        }
        int wave = going.stream().mapToInt(SyncPlan::wave).max().orElse(0);
        List<Item> now = going.stream()
                .filter(item -> SyncPlan.wave(item) == wave && !item.terminating())
                .sorted(Comparator.comparing(Item::key, KindRank.APPLY.reversed()))
                .toList();
        return now.isEmpty() ? new Cascade.Wait(false) : new Cascade.Delete(now);
    }

    private List<String> left() {
        return tracked.stream()
                .flatMap(item -> reason(item).stream().map(why -> PrunePlan.shown(item) + " (" + why + ")"))
                .toList();
    }

    private Optional<String> reason(Item item) {
        return claim(item)
                .or(() -> goes(item) && holds(item) ? Optional.of("holds objects that stay") : question(item));
    }

    private Optional<String> claim(Item item) {
        return Optional.ofNullable(claims.get(item.key())).map(Claim::why);
    }

    private Optional<String> question(Item item) {
        return PrunePlan.options(item)
                .over(options)
                .undecided("Delete")
                .map(value -> "Delete=" + value
                        + (value.equals("confirm")
                                ? ": confirmation is not supported yet"
                                : " is neither true nor false")
                        + "; delete it by hand");
    }

    private boolean holds(Item item) {
        return item.kind().equals(Namespace.KIND) && inhabited.contains(item.name());
    }

    private boolean goes(Item item) {
        SyncOptions all = PrunePlan.options(item).over(options);
        return !item.kind().resource().equals(DEFINITIONS)
                && !claims.containsKey(item.key())
                && !all.off("Delete")
                && all.undecided("Delete").isEmpty()
                && !"keep".equals(item.annotations().get("helm.sh/resource-policy"));
    }
}

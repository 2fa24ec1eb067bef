package dev.longshore.engine.gitops;

import dev.longshore.engine.gitops.sync.Claim;
import dev.longshore.engine.gitops.sync.Comparison;
import dev.longshore.engine.gitops.sync.Picture;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Namespace;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an Application has to do with although it bears no mark of it: objects that it wishes for and does not have, Applications that
 * keep one from it, and those for which it keeps one. It looks again when any of them changes. Made anew by every pass; nothing is
 * lost with it. Safe for any task.
 */
final class Ties {
    private final Map<ObjectKey, Tie> ties = new ConcurrentHashMap<>();
    private final Map<ObjectKey, Set<ObjectKey>> byOther = new ConcurrentHashMap<>();
    private final Consumer<ObjectKey> wake;

    /**
     * Of one Application.
     *
     * @param refused object to the Application that has it
     * @param awaited objects that are not there as wished, and Applications for which objects are kept
     */
    private record Tie(Map<ObjectKey, ObjectKey> refused, Set<ObjectKey> awaited) {
        static final Tie NONE = new Tie(Map.of(), Set.of());

        Set<ObjectKey> refusedBy(ObjectKey keeper) {
            return refused.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(keeper))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
        }

        Set<ObjectKey> others() {
            Set<ObjectKey> others = new HashSet<>(awaited);
            others.addAll(refused.values());
            return others;
        }
    }

    /** @param wake called with each Application that somebody began or ceased to want an object of */
    Ties(Consumer<ObjectKey> wake) {
        this.wake = wake;
    }

    /** What a pass of {@code application} found. */
    void found(ObjectKey application, Picture picture) {
        Map<ObjectKey, ObjectKey> refused = picture.comparisons().stream()
                .filter(one -> one.verdict() instanceof Comparison.Verdict.Foreign foreign
                        && foreign.keeper().isPresent())
                .collect(Collectors.toMap(one -> one.desired().key(), Ties::keeper));
        Set<ObjectKey> awaited =
                picture.others().claims().values().stream().map(Claim::by).collect(Collectors.toSet());
        picture.comparisons().stream()
                .filter(one -> !one.inSync())
                .flatMap(Ties::objects)
                .forEach(awaited::add);
        replace(application, new Tie(refused, awaited));
    }

    /** An object, and the namespace without which it cannot be. */
    private static Stream<ObjectKey> objects(Comparison one) {
        ObjectKey key = one.desired().key();
        return key.namespace().isEmpty() || one.live().isPresent()
                ? Stream.of(key)
                : Stream.of(key, ObjectKey.of(Namespace.KIND, key.namespace()));
    }

    private static ObjectKey keeper(Comparison one) {
        return ((Comparison.Verdict.Foreign) one.verdict()).keeper().orElseThrow();
    }

    /** {@code application} is gone, or its wish is not known. */
    void forget(ObjectKey application) {
        replace(application, Tie.NONE);
    }

    private void replace(ObjectKey application, Tie tie) {
        Tie old = tie.equals(Tie.NONE) ? ties.remove(application) : ties.put(application, tie);
        Tie before = old == null ? Tie.NONE : old;
        before.others().forEach(other -> byOther.computeIfPresent(other, (key, who) -> without(who, application)));
        tie.others().forEach(other -> byOther.merge(other, Set.of(application), Ties::union));
        Set<ObjectKey> keepers = new HashSet<>(before.refused().values());
        keepers.addAll(tie.refused().values());
        keepers.stream()
                .filter(keeper -> !before.refusedBy(keeper).equals(tie.refusedBy(keeper)))
                .sorted()
                .forEach(wake);
    }

    private static @Nullable Set<ObjectKey> without(Set<ObjectKey> who, ObjectKey application) {
        Set<ObjectKey> left = new TreeSet<>(who);
        left.remove(application);
        return left.isEmpty() ? null : left;
    }

    private static Set<ObjectKey> union(Set<ObjectKey> one, Set<ObjectKey> other) {
        Set<ObjectKey> both = new TreeSet<>(one);
        both.addAll(other);
        return both;
    }

    /** Who looks again when {@code changed} does: an object or an Application. */
    Set<ObjectKey> of(ObjectKey changed) {
        return byOther.getOrDefault(changed, Set.of());
    }

    /** What others want of {@code keeper}, a sentence each. */
    List<String> wanted(ObjectKey keeper) {
        return ties.entrySet().stream()
                .flatMap(entry -> wanted(entry.getKey(), entry.getValue().refusedBy(keeper)))
                .sorted()
                .toList();
    }

    private static Stream<String> wanted(ObjectKey other, Set<ObjectKey> objects) {
        return objects.stream()
                .map(object -> object.kind().name() + " " + object.qualifiedName() + " is wanted by application "
                        + other.qualifiedName() + " too: this one keeps it, remove it from one of them");
    }
}

package dev.longshore.engine.gitops;

import dev.longshore.engine.gitops.sync.Claim;
import dev.longshore.engine.gitops.sync.Comparison;
import dev.longshore.engine.gitops.sync.Picture;
import dev.longshore.objects.ObjectKey;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which Applications have to do with one another: who was refused an object that another one has, who keeps an object for another
 * one. Each looks again when the other changes. Made anew by every pass; nothing is lost with it. Safe for any task.
 */
final class Ties {
    private final Map<ObjectKey, Tie> ties = new ConcurrentHashMap<>();
    private final Consumer<ObjectKey> wake;

    /**
     * What one Application has to do with others.
     *
     * @param refused object to the Application that has it
     * @param awaited Applications for which objects are kept
     */
    private record Tie(Map<ObjectKey, ObjectKey> refused, Set<ObjectKey> awaited) {
        static final Tie NONE = new Tie(Map.of(), Set.of());

        Set<ObjectKey> refusedBy(ObjectKey keeper) {
            return refused.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(keeper))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
        }

        boolean names(ObjectKey application) {
            return awaited.contains(application) || refused.containsValue(application);
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
                picture.claims().values().stream().map(Claim::by).collect(Collectors.toSet());
        replace(application, new Tie(refused, awaited));
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
        Set<ObjectKey> keepers = new HashSet<>(before.refused().values());
        keepers.addAll(tie.refused().values());
        keepers.stream()
                .filter(keeper -> !before.refusedBy(keeper).equals(tie.refusedBy(keeper)))
                .sorted()
                .forEach(wake);
    }

    /** Who looks again when {@code application} changes. */
    List<ObjectKey> of(ObjectKey application) {
        return ties.entrySet().stream()
                .filter(entry -> entry.getValue().names(application))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
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

package dev.longshore.simulation.invariants;

import dev.longshore.objects.Conditions;
import dev.longshore.objects.Fields;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Whoever reads a Deployment as {@code kubectl rollout status} does, at any moment, is not told of success before as many pods of
 * the present template were ready as the present spec wants. Source: kubectl, rollout_status.go, the order of its questions.
 */
final class RolloutsAreDoneWhenTheyAre implements Invariant {
    /** A spec, and whether since it was written all its pods were ready at once. */
    private record Wish(Fields spec, boolean reached) {}

    private final Map<String, Wish> wishes = new HashMap<>();
    private final Map<String, Fields> sets = new HashMap<>();
    private final Map<String, Set<String>> ready = new HashMap<>();

    @Override
    public String id() {
        return "D-39";
    }

    @Override
    public void on(Fact fact, Consumer<String> broken) {
        if (!(fact instanceof Fact.Committed committed)) {
            return;
        }
        if (Changes.of("replicasets", committed)) {
            committed.before().ifPresent(set -> sets.remove(Changes.uid(set)));
            committed.after().ifPresent(set -> sets.put(Changes.uid(set), set));
        } else if (Changes.of("pods", committed)) {
            committed
                    .before()
                    .flatMap(Changes::replicaSet)
                    .ifPresent(set -> pods(set).remove(committed.path()));
            committed
                    .after()
                    .filter(RolloutsAreDoneWhenTheyAre::serves)
                    .flatMap(Changes::replicaSet)
                    .ifPresent(set -> {
                        pods(set).add(committed.path());
                        wishes.replaceAll((uid, wish) -> look(uid, wish.spec(), wish.reached()));
                    });
        } else if (Changes.of("deployments", committed)) {
            committed
                    .after()
                    .ifPresentOrElse(
                            deployment -> read(committed.path(), deployment, broken),
                            () -> committed.before().map(Changes::uid).ifPresent(wishes::remove));
        }
    }

    private void read(String path, Fields deployment, Consumer<String> broken) {
        String uid = Changes.uid(deployment);
        Fields spec = deployment.at("spec");
        Wish before = wishes.get(uid);
        Wish now = look(uid, spec, before != null && before.spec().equals(spec) && before.reached());
        wishes.put(uid, now);
        if (reported(deployment) && !now.reached()) {
            broken.accept(
                    path + " reads as rolled out, and never had " + wanted(deployment) + " ready pods of its template");
        }
    }

    private Wish look(String uid, Fields spec, boolean reached) {
        long pods = sets.values().stream()
                .filter(set -> owner(set).equals(Optional.of(uid)))
                .filter(set -> set.at("spec", "template", "spec").equals(spec.at("template", "spec")))
                .mapToLong(set -> pods(Changes.uid(set)).size())
                .sum();
        return new Wish(spec, reached || pods >= spec.number("replicas").orElse(1));
    }

    /** Success, in the order in which kubectl asks. */
    private static boolean reported(Fields deployment) {
        long updated = status(deployment, "updatedReplicas");
        return deployment.number("metadata", "generation").orElse(0) <= status(deployment, "observedGeneration")
                && Conditions.find(deployment, "Progressing")
                        .flatMap(condition -> condition.text("reason"))
                        .filter("ProgressDeadlineExceeded"::equals)
                        .isEmpty()
                && updated >= wanted(deployment)
                && status(deployment, "replicas") <= updated
                && status(deployment, "availableReplicas") >= updated;
    }

    private static long wanted(Fields deployment) {
        return deployment.number("spec", "replicas").orElse(1);
    }

    private static long status(Fields deployment, String field) {
        return deployment.number("status", field).orElse(0);
    }

    private static Optional<String> owner(Fields set) {
        return set.items("metadata", "ownerReferences").stream()
                .filter(owner -> owner.flag("controller"))
                .findFirst()
                .flatMap(owner -> owner.text("uid"));
    }

    private static boolean serves(Fields pod) {
        return Conditions.isTrue(pod, "Ready") && !Changes.finished(pod);
    }

    private Set<String> pods(String set) {
        return ready.computeIfAbsent(set, uid -> new HashSet<>());
    }
}

package dev.longshore.engine.gitops;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.DeleteOptions;
import dev.longshore.cluster.DeleteOptions.Propagation;
import dev.longshore.cluster.Patch;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.engine.gitops.render.Desired;
import dev.longshore.engine.gitops.sync.Operation.Result;
import dev.longshore.engine.gitops.sync.Step;
import dev.longshore.engine.gitops.sync.SyncUnit;
import dev.longshore.objects.ApiStatus;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Namespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes one step. A lost race is no failure: the next look plans anew. */
final class StepPerformer {
    private final Cluster cluster;

    StepPerformer(Cluster cluster) {
        this.cluster = cluster;
    }

    /** @param failure the first one, with file:line; empty when all went well */
    record Performed(List<Result> results, Optional<String> failure) {
        static final Performed NOTHING = new Performed(List.of(), Optional.empty());
    }

    Performed perform(Step step, SyncUnit unit) {
        return switch (step) {
            case Step.MakeNamespace(String name) -> makeNamespace(name);
            case Step.Apply(List<Desired> objects) -> apply(objects);
            case Step.Prune(List<Item> objects) -> prune(objects, propagation(unit));
            case Step.Wait _, Step.Fail _, Step.Done _ -> Performed.NOTHING;
        };
    }

    private Performed makeNamespace(String name) {
        Draft namespace = Draft.empty(ObjectKey.of(Namespace.KIND, name));
        return cluster.create(namespace, WriteOptions.by(Comparer.MANAGER))
                        instanceof WriteResult.Refused(ApiStatus status)
                ? new Performed(List.of(), Optional.of("namespace " + name + ": " + status.message()))
                : Performed.NOTHING;
    }

    /** Kinds build on one another: after a failure the rest of its kind is still tried, no other. */
    private Performed apply(List<Desired> objects) {
        List<Result> results = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        String failedKind = "";
        for (Desired desired : objects) {
            String kind = desired.key().kind().resource();
            if (!failedKind.isEmpty() && !failedKind.equals(kind)) {
                break;
            }
            Optional<String> failure = apply(desired, results);
            if (failure.isPresent()) {
                failedKind = kind;
                failures.add(desired.place() + ": " + failure.get());
            }
        }
        return new Performed(results, failures.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", failures)));
    }

    private Optional<String> apply(Desired desired, List<Result> results) {
        WriteResult written =
                cluster.patch(desired.key(), Patch.apply(desired.object(), true), Comparer.options(desired));
        String said = desired.key().kind().name().toLowerCase(Locale.ROOT) + "/"
                + desired.key().name();
        return switch (written) {
            case WriteResult.Written(Item item, boolean created, var warnings) -> {
                results.add(Result.of(desired.key(), "Synced", said + (created ? " created" : " configured")));
                yield Optional.empty();
            }
            case WriteResult.Unchanged _ -> {
                results.add(Result.of(desired.key(), "Synced", said + " unchanged"));
                yield Optional.empty();
            }
            case WriteResult.Refused(ApiStatus status) -> {
                results.add(Result.of(desired.key(), "SyncFailed", status.message()));
                yield Optional.of(status.message());
            }
            case WriteResult.Deleted _,
                    WriteResult.Stale _,
                    WriteResult.Missing _,
                    WriteResult.Exists _,
                    WriteResult.Unknown _ -> Optional.empty();
        };
    }

    private Performed prune(List<Item> objects, Propagation propagation) {
        List<Result> results = new ArrayList<>();
        Optional<String> failure = Optional.empty();
        for (Item item : objects) {
            DeleteOptions only = new DeleteOptions(
                    Optional.of(item.uid()), Optional.of(item.revision()), propagation, Optional.empty(), false);
            switch (cluster.delete(item.key(), only)) {
                case WriteResult.Deleted _, WriteResult.Written _, WriteResult.Missing _ ->
                    results.add(Result.of(item.key(), "Pruned", "pruned"));
                case WriteResult.Refused(ApiStatus status) -> {
                    results.add(Result.of(item.key(), "SyncFailed", status.message()));
                    failure = failure.or(() -> Optional.of(item.key() + ": " + status.message()));
                }
                case WriteResult.Unchanged _, WriteResult.Stale _, WriteResult.Exists _, WriteResult.Unknown _ -> {}
            }
        }
        return new Performed(results, failure);
    }

    static Propagation propagation(SyncUnit unit) {
        return switch (unit.options().value("PrunePropagationPolicy").orElse("foreground")) {
            case "background" -> Propagation.BACKGROUND;
            case "orphan" -> Propagation.ORPHAN;
            default -> Propagation.FOREGROUND;
        };
    }
}

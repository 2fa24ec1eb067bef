package dev.longshore.engine.gitops.sync;

import dev.longshore.engine.gitops.sync.Operation.Phase;
import dev.longshore.engine.gitops.sync.Operation.Result;
import dev.longshore.objects.ObjectKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How a sync ends well. */
public final class SyncResults {
    private SyncResults() {}

    /**
     * With a line for every object that was in order already, unless the option ApplyOutOfSyncOnly is on, and for every one that was not
     * pruned.
     */
    public static Operation succeeded(Operation operation, Picture picture, SyncUnit unit, Instant now) {
        List<Result> lines = new ArrayList<>();
        List<Comparison> untouched = unit.options().on("ApplyOutOfSyncOnly") ? List.of() : picture.comparisons();
        for (Comparison one : untouched) {
            ObjectKey key = one.desired().key();
            boolean told = operation.results().stream()
                    .anyMatch(
                            result -> result.id().equals(Result.of(key, "", "").id()));
            if (one.inSync() && !told) {
                lines.add(Result.of(
                        key, "Synced", key.kind().name().toLowerCase(Locale.ROOT) + "/" + key.name() + " unchanged"));
            }
        }
        boolean forced = operation.prune() && !operation.automated();
        PrunePlan.plan(picture, unit, operation.prune(), forced)
                .kept()
                .forEach((key, why) -> lines.add(Result.of(key, "PruneSkipped", why)));
        return operation.with(lines).ended(Phase.SUCCEEDED, "successfully synced (all tasks run)", now);
    }

    /** Says the first step that would be taken. */
    public static Operation dryRun(Operation operation, Step step, Instant now) {
        return switch (step) {
            case Step.Fail(String why) -> operation.ended(Phase.FAILED, why, now);
            case Step.Done() -> operation.ended(Phase.SUCCEEDED, "dry run: nothing to do", now);
            case Step.Wait(String why) -> operation.ended(Phase.SUCCEEDED, "dry run: " + why, now);
            case Step.MakeNamespace(String name) ->
                operation.ended(Phase.SUCCEEDED, "dry run: would make namespace " + name, now);
            case Step.Apply(var objects) ->
                operation
                        .with(objects.stream()
                                .map(object -> Result.of(object.key(), "Synced", "would be applied (dry run)"))
                                .toList())
                        .ended(Phase.SUCCEEDED, "dry run: would apply " + objects.size() + " objects", now);
            case Step.Prune(var objects) ->
                operation
                        .with(objects.stream()
                                .map(object -> Result.of(object.key(), "Pruned", "pruned (dry run)"))
                                .toList())
                        .ended(Phase.SUCCEEDED, "dry run: would prune " + objects.size() + " objects", now);
        };
    }
}

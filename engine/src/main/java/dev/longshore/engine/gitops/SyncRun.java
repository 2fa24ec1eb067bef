package dev.longshore.engine.gitops;

import dev.longshore.engine.gitops.StepPerformer.Performed;
import dev.longshore.engine.gitops.render.Desired;
import dev.longshore.engine.gitops.sync.Operation;
import dev.longshore.engine.gitops.sync.OperationPlan;
import dev.longshore.engine.gitops.sync.Picture;
import dev.longshore.engine.gitops.sync.Step;
import dev.longshore.engine.gitops.sync.SyncPlan;
import dev.longshore.engine.gitops.sync.SyncResults;
import dev.longshore.engine.gitops.sync.SyncUnit;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.gitops.Application;
import dev.longshore.tasks.Time;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Carries a sync on, step by step, until it is over or has to wait. After each step it looks anew. */
final class SyncRun {
    /** Steps of one pass; the next pass goes on. */
    private static final int STEPS_MAX = 50;

    private final Comparer comparer;
    private final StepPerformer performer;
    private final Time time;

    SyncRun(Comparer comparer, StepPerformer performer, Time time) {
        this.comparer = comparer;
        this.performer = performer;
        this.time = time;
    }

    /** @param picture as it is now */
    record State(Operation operation, Picture picture) {}

    State run(Application application, Goal goal, State start) {
        SyncUnit unit = goal.unit();
        State state = start;
        Set<ObjectKey> applied = new HashSet<>();
        for (int i = 0; i < STEPS_MAX && state.operation().running(); i++) {
            Operation operation = state.operation();
            boolean forced = operation.prune() && !operation.automated();
            Step step = SyncPlan.next(state.picture(), unit, operation.prune(), forced);
            if (operation.dryRun()) {
                return new State(SyncResults.dryRun(operation, step, time.now()), state.picture());
            }
            if (step instanceof Step.Wait(String why)) {
                return new State(operation.saying(why), state.picture());
            }
            state = advance(application, goal, state, step, applied);
        }
        return state;
    }

    private State advance(Application application, Goal goal, State state, Step step, Set<ObjectKey> applied) {
        SyncUnit unit = goal.unit();
        Operation operation = state.operation();
        return switch (step) {
            case Step.Done() ->
                new State(SyncResults.succeeded(operation, state.picture(), unit, time.now()), state.picture());
            case Step.Fail(String why) ->
                new State(OperationPlan.failed(unit, operation, why, time.now()), state.picture());
            case Step.Apply(List<Desired> objects)
            when restless(objects, applied) ->
                new State(OperationPlan.failed(unit, operation, restless(objects), time.now()), state.picture());
            case Step.Apply _, Step.Prune _, Step.MakeNamespace _, Step.Wait _ ->
                performed(application, goal, state, performer.perform(step, unit));
        };
    }

    private State performed(Application application, Goal goal, State state, Performed performed) {
        Operation operation = state.operation().with(performed.results());
        Picture picture = comparer.picture(application, goal);
        return performed
                .failure()
                .map(why -> new State(
                        OperationPlan.failed(
                                goal.unit(), operation, "one or more objects failed to apply: " + why, time.now()),
                        picture))
                .orElse(new State(operation, picture));
    }

    /** All of them were applied in this very pass, and still they differ. */
    private static boolean restless(List<Desired> objects, Set<ObjectKey> applied) {
        List<ObjectKey> fresh =
                new ArrayList<>(objects.stream().map(Desired::key).toList());
        fresh.removeIf(applied::contains);
        applied.addAll(fresh);
        return fresh.isEmpty();
    }

    private static String restless(List<Desired> objects) {
        Desired first = objects.getFirst();
        return first.place() + ": " + first.key() + " still differs right after it was applied";
    }
}

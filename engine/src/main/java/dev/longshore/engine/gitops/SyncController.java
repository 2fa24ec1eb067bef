package dev.longshore.engine.gitops;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.ClusterExecutor;
import dev.longshore.cluster.Controller;
import dev.longshore.cluster.Outcome;
import dev.longshore.engine.gitops.Origins.Origin;
import dev.longshore.engine.gitops.SyncRun.State;
import dev.longshore.engine.gitops.git.Commit;
import dev.longshore.engine.gitops.render.Rendering;
import dev.longshore.engine.gitops.render.Renderings;
import dev.longshore.engine.gitops.sync.ApplicationStatusPlan;
import dev.longshore.engine.gitops.sync.Condition;
import dev.longshore.engine.gitops.sync.Operation;
import dev.longshore.engine.gitops.sync.OperationPlan;
import dev.longshore.engine.gitops.sync.OperationPlan.Intent;
import dev.longshore.engine.gitops.sync.Picture;
import dev.longshore.engine.gitops.sync.Report;
import dev.longshore.engine.gitops.sync.ReportPlan;
import dev.longshore.engine.gitops.sync.SyncUnit;
import dev.longshore.engine.gitops.sync.Translation;
import dev.longshore.engine.gitops.sync.UnitNames;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.gitops.Application;
import dev.longshore.tasks.Time;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps each Application like Git. One pass: translate, find the commit, render, compare through the door, decide, write, report.
 *
 * <p>Owns the objects that bear its tracking annotation, and the Repository objects it makes. Nothing is remembered that is not in
 * the cluster: killed between any two writes the next pass compares anew and goes on; a request that was performed but not yet taken
 * away is performed again and changes nothing.
 */
public final class SyncController implements Controller {
    /** Full comparison without a cause. */
    static final Duration SAFETY = Duration.ofMinutes(10);

    /** The status could not be written: somebody was faster. */
    static final Outcome AT_ONCE = Outcome.again(Duration.ZERO);

    /** An operation is over: what it left is looked at once more. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Cluster cluster;
    private final Origins origins;
    private final Renderings renderings;
    private final Ties ties;
    private final Comparer comparer;
    private final SyncRun runner;
    private final Causes causes;
    private final Cascade cascade;
    private final Refresh refresh;
    private final StatusWriter statuses;
    private final UnknownWish unknown;
    private final Time time;
    private final String controlNamespace;

    SyncController(
            Cluster cluster,
            Origins origins,
            Renderings renderings,
            Inventory inventory,
            Ties ties,
            Time time,
            String controlNamespace) {
        this.cluster = cluster;
        this.origins = origins;
        this.renderings = renderings;
        this.ties = ties;
        Neighbours neighbours = new Neighbours(cluster, origins, renderings, inventory, controlNamespace);
        this.comparer = new Comparer(cluster, inventory, neighbours, ties, controlNamespace);
        this.runner = new SyncRun(comparer, new StepPerformer(cluster), time);
        this.causes = new Causes(cluster);
        this.statuses = new StatusWriter(cluster, time, controlNamespace);
        this.cascade = new Cascade(
                cluster,
                new ClusterExecutor(cluster, Comparer.MANAGER, time),
                inventory,
                neighbours,
                statuses,
                controlNamespace);
        this.refresh = new Refresh(cluster);
        this.unknown = new UnknownWish(ties, inventory, causes, refresh, statuses, time, controlNamespace);
        this.time = time;
        this.controlNamespace = controlNamespace;
    }

    @Override
    public Outcome reconcile(ObjectKey key) {
        Optional<Application> application = cluster.get(key).map(Application::new);
        if (application.isEmpty()) {
            renderings.forget(UnitNames.of(key, controlNamespace));
            ties.forget(key);
            return Outcome.done();
        }
        if (application.get().item().terminating()) {
            return cascade.advance(application.get());
        }
        return switch (Translation.of(application.get(), controlNamespace)) {
            case Translation.Sound(SyncUnit unit) -> settle(application.get(), unit);
            case Translation.Unsound(List<String> faults) ->
                unknown.faulty(application.get(), new Condition(Condition.INVALID_SPEC, String.join("; ", faults)));
        };
    }

    private Outcome settle(Application application, SyncUnit unit) {
        refresh.wanted(application).ifPresent(hard -> {
            if (hard) {
                renderings.forget(unit.name());
            }
        });
        return switch (origins.of(application, unit, application.revisionAsked().orElse(unit.selector()))) {
            case Origin.Awaited() -> {
                refresh.done(application);
                yield Outcome.again(SAFETY);
            }
            case Origin.Raced() -> AT_ONCE;
            case Origin.Faulty(String why) ->
                unknown.faulty(application, new Condition(Condition.COMPARISON_ERROR, why));
            case Origin.Unreadable(String why) -> unknown.unreadable(application, why);
            case Origin.Known(Commit commit, Optional<String> trouble) -> settle(application, unit, commit, trouble);
        };
    }

    private Outcome settle(Application application, SyncUnit unit, Commit commit, Optional<String> trouble) {
        return switch (renderings.of(commit.tree(), unit.request())) {
            case Rendering.Broken broken ->
                unknown.faulty(
                        application,
                        new Condition(Condition.COMPARISON_ERROR, "commit " + commit.sha() + ": " + broken.text()));
            case Rendering.Unreadable(String why) ->
                unknown.unreadable(application, "commit " + commit.sha() + ": " + why);
            case Rendering.Rendered rendered -> sync(new Pass(application, new Goal(unit, commit, rendered), trouble));
        };
    }

    /** @param trouble why the commit may not be the newest */
    private record Pass(Application application, Goal goal, Optional<String> trouble) {}

    private Outcome sync(Pass pass) {
        Application application = pass.application();
        Picture picture = comparer.picture(application, pass.goal());
        Optional<Fields> asked = application.operation();
        Optional<Operation> last = application.operationState().flatMap(Operation::read);
        Intent intent = OperationPlan.decide(
                pass.goal().unit(), picture, asked, last, ApplicationStatusPlan.sameWish(application), time.now());
        return switch (intent) {
            case Intent.Rest() -> finish(pass, new Found(picture, last, false), SAFETY);
            case Intent.Later(Duration delay) -> finish(pass, new Found(picture, last, false), delay);
            case Intent.End(Operation ended) ->
                answered(finish(pass, new Found(picture, Optional.of(ended), false), SOON), application, asked);
            case Intent.Run(Operation operation) ->
                answered(run(pass, new State(operation, picture)), application, asked);
        };
    }

    private Outcome run(Pass pass, State start) {
        State state = runner.run(pass.application(), pass.goal(), start);
        Operation operation = state.operation();
        boolean recorded = operation.phase() == Operation.Phase.SUCCEEDED && !operation.dryRun();
        Found found = new Found(state.picture(), Optional.of(operation), recorded);
        return finish(pass, found, operation.running() ? OperationPlan.timeLeft(operation, time.now()) : SOON);
    }

    /** Takes the request away when the status tells of it. */
    private Outcome answered(Outcome outcome, Application application, Optional<Fields> asked) {
        if (!outcome.equals(AT_ONCE)) {
            asked.ifPresent(request -> statuses.begun(application, request));
        }
        return outcome;
    }

    /** @param recorded whether the operation belongs into the history */
    private record Found(Picture picture, Optional<Operation> operation, boolean recorded) {
        List<Item> live() {
            return Stream.concat(
                            picture.comparisons().stream().flatMap(one -> one.live().stream()),
                            picture.extras().stream())
                    .toList();
        }
    }

    private Outcome finish(Pass pass, Found found, Duration again) {
        Application application = pass.application();
        Goal goal = pass.goal();
        Map<ObjectKey, String> why = causes.of(found.live());
        Report report =
                ReportPlan.of(goal.unit(), found.picture(), goal.rendered(), found.operation(), found.recorded(), why);
        Report told = pass.trouble()
                .map(trouble -> ReportPlan.doubted(report, trouble))
                .orElse(report);
        ties.found(application.item().key(), found.picture());
        refresh.done(application);
        return statuses.write(application, told) ? Outcome.again(again) : AT_ONCE;
    }
}

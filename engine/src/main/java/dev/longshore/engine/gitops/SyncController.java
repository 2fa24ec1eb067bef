package dev.longshore.engine.gitops;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.ClusterExecutor;
import dev.longshore.cluster.Controller;
import dev.longshore.cluster.Outcome;
import dev.longshore.engine.gitops.Origins.Origin;
import dev.longshore.engine.gitops.SyncRun.State;
import dev.longshore.engine.gitops.git.Commit;
import dev.longshore.engine.gitops.health.Health;
import dev.longshore.engine.gitops.render.Rendering;
import dev.longshore.engine.gitops.render.Renderings;
import dev.longshore.engine.gitops.sync.ApplicationStatusPlan;
import dev.longshore.engine.gitops.sync.Comparison;
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
    /** Full comparison without a cause; also the pace at which a slow world is looked at. */
    private static final Duration SAFETY = Duration.ofMinutes(10);

    /** The status could not be written: somebody was faster. */
    private static final Outcome AT_ONCE = Outcome.again(Duration.ZERO);

    /** An operation is over: what it left is looked at once more. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final Duration UNWELL = Duration.ofSeconds(5);

    private final Cluster cluster;
    private final Origins origins;
    private final Renderings renderings;
    private final Inventory inventory;
    private final Comparer comparer;
    private final SyncRun runner;
    private final Causes causes;
    private final Cascade cascade;
    private final Refresh refresh;
    private final StatusWriter statuses;
    private final Time time;
    private final String controlNamespace;

    SyncController(
            Cluster cluster,
            Origins origins,
            Renderings renderings,
            Inventory inventory,
            Time time,
            String controlNamespace) {
        this.cluster = cluster;
        this.origins = origins;
        this.renderings = renderings;
        this.inventory = inventory;
        this.comparer = new Comparer(cluster, inventory, controlNamespace);
        this.runner = new SyncRun(comparer, new StepPerformer(cluster), time);
        this.causes = new Causes(cluster);
        this.cascade =
                new Cascade(cluster, new ClusterExecutor(cluster, Comparer.MANAGER, time), inventory, controlNamespace);
        this.refresh = new Refresh(cluster);
        this.statuses = new StatusWriter(cluster, time, controlNamespace);
        this.time = time;
        this.controlNamespace = controlNamespace;
    }

    @Override
    public Outcome reconcile(ObjectKey key) {
        Optional<Application> application = cluster.get(key).map(Application::new);
        if (application.isEmpty()) {
            renderings.forget(UnitNames.of(key, controlNamespace));
            return Outcome.done();
        }
        if (application.get().item().terminating()) {
            return cascade.advance(application.get());
        }
        return switch (Translation.of(application.get(), controlNamespace)) {
            case Translation.Sound(SyncUnit unit) -> settle(application.get(), unit);
            case Translation.Unsound(List<String> faults) ->
                unknown(application.get(), new Condition(Condition.INVALID_SPEC, String.join("; ", faults)));
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
                yield Outcome.again(UNWELL);
            }
            case Origin.Faulty(String why) -> unknown(application, new Condition(Condition.COMPARISON_ERROR, why));
            case Origin.Known(Commit commit, Optional<String> trouble) -> settle(application, unit, commit, trouble);
        };
    }

    private Outcome settle(Application application, SyncUnit unit, Commit commit, Optional<String> trouble) {
        return switch (renderings.of(commit.tree(), unit.request())) {
            case Rendering.Broken broken ->
                unknown(
                        application,
                        new Condition(Condition.COMPARISON_ERROR, "commit " + commit.sha() + ": " + broken.text()));
            case Rendering.Rendered rendered -> {
                Picture picture = comparer.picture(unit, commit.sha(), rendered.objects());
                yield sync(application, unit, rendered, picture, trouble);
            }
        };
    }

    private Outcome sync(
            Application application,
            SyncUnit unit,
            Rendering.Rendered rendered,
            Picture picture,
            Optional<String> trouble) {
        Optional<Fields> asked = application.operation();
        Optional<Operation> last = application.operationState().flatMap(Operation::read);
        Intent intent = OperationPlan.decide(
                unit, picture, asked, last, ApplicationStatusPlan.sameWish(application), time.now());
        return switch (intent) {
            case Intent.Rest() -> finish(application, unit, rendered, picture, last, false, trouble, SAFETY);
            case Intent.Later(Duration delay) ->
                finish(application, unit, rendered, picture, last, false, trouble, delay);
            case Intent.End(Operation ended) ->
                answered(
                        finish(application, unit, rendered, picture, Optional.of(ended), false, trouble, SOON),
                        application,
                        asked);
            case Intent.Run(Operation operation) -> {
                State state = runner.run(unit, rendered.objects(), new State(operation, picture));
                boolean recorded = state.operation().phase() == Operation.Phase.SUCCEEDED && !operation.dryRun();
                Outcome outcome = finish(
                        application,
                        unit,
                        rendered,
                        state.picture(),
                        Optional.of(state.operation()),
                        recorded,
                        trouble,
                        state.operation().running() ? UNWELL : SOON);
                yield answered(outcome, application, asked);
            }
        };
    }

    /** Takes the request away when the status tells of it. */
    private Outcome answered(Outcome outcome, Application application, Optional<Fields> asked) {
        if (!outcome.equals(AT_ONCE)) {
            asked.ifPresent(request -> statuses.begun(application, request));
        }
        return outcome;
    }

    private Outcome finish(
            Application application,
            SyncUnit unit,
            Rendering.Rendered rendered,
            Picture picture,
            Optional<Operation> operation,
            boolean recorded,
            Optional<String> trouble,
            Duration again) {
        List<Item> live = Stream.concat(
                        picture.comparisons().stream().flatMap(one -> one.live().stream()), picture.extras().stream())
                .toList();
        Map<ObjectKey, String> found = causes.of(live);
        Report report = ReportPlan.of(unit, picture, rendered, operation, recorded, found);
        Report told = trouble.map(why -> ReportPlan.doubted(report, why)).orElse(report);
        refresh.done(application);
        if (!statuses.write(application, told)) {
            return AT_ONCE;
        }
        boolean well = told.health().is(Health.Code.HEALTHY) || told.health().is(Health.Code.SUSPENDED);
        boolean settled = well && !waitsForOthers(picture);
        return Outcome.again(settled || again.compareTo(UNWELL) < 0 ? again : UNWELL);
    }

    /** Nobody wakes a unit when the owner of an object it wishes for lets go of it. */
    private static boolean waitsForOthers(Picture picture) {
        return picture.comparisons().stream().anyMatch(one -> one.verdict() instanceof Comparison.Verdict.Foreign);
    }

    /** The wish is not known: nothing is written but the status. What runs stays as it is. */
    private Outcome unknown(Application application, Condition condition) {
        List<Item> tracked = inventory.of(UnitNames.of(application.item().key(), controlNamespace));
        Optional<Operation> last = application
                .operationState()
                .flatMap(Operation::read)
                .map(operation -> operation.phase() == Operation.Phase.RUNNING
                        ? operation.ended(Operation.Phase.FAILED, "superseded: " + condition.message(), time.now())
                        : operation);
        Report report = ReportPlan.unknown(tracked, last, List.of(condition), causes.of(tracked));
        refresh.done(application);
        return statuses.write(application, report) ? Outcome.again(SAFETY) : AT_ONCE;
    }
}

package dev.longshore.engine.gitops;

import dev.longshore.cluster.Action;
import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.DeleteOptions;
import dev.longshore.cluster.DeleteOptions.Propagation;
import dev.longshore.cluster.Executor;
import dev.longshore.cluster.Outcome;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.engine.gitops.render.SyncOptions;
import dev.longshore.engine.gitops.sync.CascadePlan;
import dev.longshore.engine.gitops.sync.Condition;
import dev.longshore.engine.gitops.sync.Deletions;
import dev.longshore.engine.gitops.sync.Operation;
import dev.longshore.engine.gitops.sync.ReportPlan;
import dev.longshore.engine.gitops.sync.UnitNames;
import dev.longshore.objects.Item;
import dev.longshore.objects.gitops.Application;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The end of an Application that asked to take its objects along. Without that finalizer its objects simply stay. */
final class Cascade {
    private static final Duration GLANCE = Duration.ofSeconds(2);
    private static final Duration SAFETY = Duration.ofMinutes(10);
    private static final int EVENT_CHARS_MAX = 1_000;
    private static final String BACKGROUND = "resources-finalizer.argocd.argoproj.io/background";

    private final Cluster cluster;
    private final Executor executor;
    private final Inventory inventory;
    private final Neighbours neighbours;
    private final StatusWriter statuses;
    private final String controlNamespace;

    Cascade(
            Cluster cluster,
            Executor executor,
            Inventory inventory,
            Neighbours neighbours,
            StatusWriter statuses,
            String controlNamespace) {
        this.cluster = cluster;
        this.executor = executor;
        this.inventory = inventory;
        this.neighbours = neighbours;
        this.statuses = statuses;
        this.controlNamespace = controlNamespace;
    }

    Outcome advance(Application application) {
        List<String> finalizers = application.item().fields().texts("metadata", "finalizers");
        if (finalizers.stream().noneMatch(CascadePlan.FINALIZERS::contains)) {
            return Outcome.done();
        }
        List<Item> tracked = inventory.of(UnitNames.of(application.item().key(), controlNamespace)).stream()
                .filter(item -> !item.key().equals(application.item().key()))
                .toList();
        SyncOptions options = SyncOptions.read(application.item().fields().texts("spec", "syncPolicy", "syncOptions"));
        return switch (CascadePlan.plan(tracked, options, neighbours.claims(application, tracked))) {
            case CascadePlan.Cascade.Delete(List<Item> objects) ->
                delete(objects, finalizers.contains(BACKGROUND) ? Propagation.BACKGROUND : Propagation.FOREGROUND);
            case CascadePlan.Cascade.Wait(boolean passing) -> {
                sayWhatIsHeld(application, tracked);
                yield Outcome.again(passing ? GLANCE : SAFETY);
            }
            case CascadePlan.Cascade.Finish(List<String> left) -> {
                sayWhatIsLeft(application, left);
                yield release(application, finalizers);
            }
        };
    }

    private void sayWhatIsHeld(Application application, List<Item> tracked) {
        List<String> held = Deletions.held(tracked);
        if (!held.isEmpty()) {
            Condition condition = new Condition(Condition.DELETION_ERROR, String.join("; ", held));
            Optional<Operation> last = application.operationState().flatMap(Operation::read);
            statuses.write(application, ReportPlan.unknown(tracked, last, List.of(condition), Map.of()));
        }
    }

    /** In an Event: it outlives the Application. */
    private void sayWhatIsLeft(Application application, List<String> left) {
        if (!left.isEmpty()) {
            String message = "not deleted: " + String.join(", ", left);
            executor.perform(List.of(new Action.Event(
                    application.item(),
                    "Warning",
                    "DeletionSkipped",
                    message.substring(0, Math.min(EVENT_CHARS_MAX, message.length())))));
        }
    }

    private Outcome delete(List<Item> objects, Propagation propagation) {
        for (Item item : objects) {
            DeleteOptions only = new DeleteOptions(
                    Optional.of(item.uid()), Optional.of(item.revision()), propagation, Optional.empty(), false);
            if (cluster.delete(item.key(), only) instanceof WriteResult.Refused(var status)) {
                return Outcome.retry(item.key() + ": " + status.message());
            }
        }
        return Outcome.again(Duration.ZERO);
    }

    private Outcome release(Application application, List<String> finalizers) {
        List<String> left = finalizers.stream()
                .filter(name -> !CascadePlan.FINALIZERS.contains(name))
                .toList();
        WriteResult result = cluster.replace(
                application.item().draft().with(left, "metadata", "finalizers"), WriteOptions.by(Comparer.MANAGER));
        return result instanceof WriteResult.Stale ? Outcome.again(Duration.ZERO) : Outcome.done();
    }
}

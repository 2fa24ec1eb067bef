package dev.longshore.engine.gitops;

import dev.longshore.cluster.Outcome;
import dev.longshore.engine.gitops.sync.Condition;
import dev.longshore.engine.gitops.sync.Operation;
import dev.longshore.engine.gitops.sync.OperationPlan;
import dev.longshore.engine.gitops.sync.Report;
import dev.longshore.engine.gitops.sync.ReportPlan;
import dev.longshore.engine.gitops.sync.UnitNames;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Item;
import dev.longshore.objects.gitops.Application;
import dev.longshore.tasks.Time;
import java.util.List;
import java.util.Optional;

/** An Application whose wish is not known: nothing is written but its status. What runs stays as it is. */
final class UnknownWish {
    private final Ties ties;
    private final Inventory inventory;
    private final Causes causes;
    private final Refresh refresh;
    private final StatusWriter statuses;
    private final Time time;
    private final String controlNamespace;

    UnknownWish(
            Ties ties,
            Inventory inventory,
            Causes causes,
            Refresh refresh,
            StatusWriter statuses,
            Time time,
            String controlNamespace) {
        this.ties = ties;
        this.inventory = inventory;
        this.causes = causes;
        this.refresh = refresh;
        this.statuses = statuses;
        this.time = time;
        this.controlNamespace = controlNamespace;
    }

    /** Somebody must mend something, which wakes it. What is under way or asked for is over. */
    Outcome faulty(Application application, Condition condition) {
        ties.forget(application.item().key());
        Optional<Fields> asked = application.operation();
        Optional<Operation> last = asked.map(request -> OperationPlan.refused(request, condition.message(), time.now()))
                .or(() -> last(application).map(operation -> superseded(operation, condition)));
        if (!told(application, condition, last)) {
            return SyncController.AT_ONCE;
        }
        asked.ifPresent(request -> statuses.begun(application, request));
        return Outcome.again(SyncController.SAFETY);
    }

    /** It may be known in a moment, and is the one it was: what is under way or asked for waits. */
    Outcome unreadable(Application application, String why) {
        boolean told = told(application, new Condition(Condition.COMPARISON_ERROR, why), last(application));
        return told ? Outcome.retry(why) : SyncController.AT_ONCE;
    }

    private boolean told(Application application, Condition condition, Optional<Operation> last) {
        List<Item> tracked = inventory.of(UnitNames.of(application.item().key(), controlNamespace));
        Report report = ReportPlan.unknown(tracked, last, List.of(condition), causes.of(tracked));
        refresh.done(application);
        return statuses.write(application, report);
    }

    private static Optional<Operation> last(Application application) {
        return application.operationState().flatMap(Operation::read);
    }

    private Operation superseded(Operation operation, Condition condition) {
        return operation.phase() == Operation.Phase.RUNNING
                ? operation.ended(Operation.Phase.FAILED, "superseded: " + condition.message(), time.now())
                : operation;
    }
}

package dev.longshore.engine.gitops;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.Patch;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.engine.gitops.sync.ApplicationStatusPlan;
import dev.longshore.engine.gitops.sync.Report;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Fields;
import dev.longshore.objects.gitops.Application;
import dev.longshore.tasks.Time;
import java.util.Optional;

/** Writes the status of an Application where it says something new, and takes requests away that were begun. */
final class StatusWriter {
    private static final WriteOptions OPTIONS = WriteOptions.by(Comparer.MANAGER);

    private final Cluster cluster;
    private final Time time;
    private final String controlNamespace;

    StatusWriter(Cluster cluster, Time time, String controlNamespace) {
        this.cluster = cluster;
        this.time = time;
        this.controlNamespace = controlNamespace;
    }

    /** @return whether the status is as reported now; otherwise somebody was faster: look again */
    boolean write(Application application, Report report) {
        Optional<Draft> status = ApplicationStatusPlan.plan(application, report, controlNamespace, time.now());
        return status.isEmpty()
                || switch (cluster.replace(status.get().sub("status"), OPTIONS)) {
                    case WriteResult.Written _, WriteResult.Unchanged _, WriteResult.Missing _ -> true;
                    case WriteResult.Stale _, WriteResult.Exists _, WriteResult.Deleted _, WriteResult.Unknown _ ->
                        false;
                    case WriteResult.Refused(var refusal) ->
                        throw new IllegalStateException(
                                "status of " + application.item().key() + ": " + refusal.message());
                };
    }

    /** Only this very request: one that came meanwhile stays. */
    void begun(Application application, Fields request) {
        ArrayNode operations = JsonNodeFactory.instance.arrayNode();
        operations.addObject().put("op", "test").put("path", "/operation").set("value", request.copy());
        operations.addObject().put("op", "remove").put("path", "/operation");
        cluster.patch(application.item().key(), new Patch.Json(operations), OPTIONS);
    }
}

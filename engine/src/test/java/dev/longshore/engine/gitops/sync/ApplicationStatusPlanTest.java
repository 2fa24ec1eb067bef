package dev.longshore.engine.gitops.sync;

import static dev.longshore.engine.gitops.sync.World.COMMIT;
import static dev.longshore.engine.gitops.sync.World.FULL;
import static dev.longshore.engine.gitops.sync.World.NOON;
import static dev.longshore.engine.gitops.sync.World.SOURCE;
import static dev.longshore.engine.gitops.sync.World.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.engine.gitops.health.Health;
import dev.longshore.engine.gitops.render.Desired;
import dev.longshore.engine.gitops.render.Rendering;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Item;
import dev.longshore.objects.apps.Deployment;
import dev.longshore.objects.gitops.Application;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ApplicationStatusPlanTest {
    private static final Application FRESH = World.application(SOURCE + ", syncPolicy: {" + FULL + "}");
    private static final Rendering.Rendered RENDERED =
            World.rendered(Map.of("app/a.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}"));
    private static final Desired A = RENDERED.objects().getFirst();

    @Test
    void saysWhatWasComparedWithWhat() {
        Fields status = status(FRESH, report(World.picture(List.of(World.inSync(A)), List.of())), NOON);

        assertThat(status.text("sync", "status")).contains("Synced");
        assertThat(status.text("sync", "revision")).contains(COMMIT);
        assertThat(status.text("sync", "comparedTo", "source", "path")).contains("app");
        assertThat(status.text("health", "status")).contains("Healthy");
        assertThat(status.text("sourceType")).contains("Directory");
        assertThat(status.items("resources").getFirst().text("name")).contains("a");
    }

    @Test
    @DisplayName("A23: the same report twice writes once, at whatever time")
    void theSameReportWritesNothing() {
        Report report = report(World.picture(List.of(World.inSync(A)), List.of()));
        Application written = written(FRESH, report, NOON);

        assertThat(ApplicationStatusPlan.plan(written, report, "argocd", NOON.plusSeconds(600)))
                .isEmpty();
    }

    @Test
    void aChangeOfHealthMovesItsTimeOnly() {
        Application healthy = written(FRESH, report(World.picture(List.of(World.inSync(A)), List.of())), NOON);

        Fields status =
                status(healthy, report(World.picture(List.of(World.absent(A)), List.of())), NOON.plusSeconds(60));

        assertThat(status.text("sync", "status")).contains("OutOfSync");
        assertThat(status.text("health", "status")).contains("Missing");
        assertThat(status.text("health", "lastTransitionTime")).contains("2026-01-01T12:01:00Z");
    }

    @Test
    void conditionsKeepTheirTimeWhileTheySayTheSame() {
        Report unknown = ReportPlan.unknown(
                List.of(),
                Optional.empty(),
                List.of(new Condition(Condition.COMPARISON_ERROR, "app: app path does not exist")),
                Map.of());
        Application written = written(FRESH, unknown, NOON);

        assertThat(ApplicationStatusPlan.plan(written, unknown, "argocd", NOON.plusSeconds(60)))
                .isEmpty();
        assertThat(written.conditions()).containsExactly("ComparisonError: app: app path does not exist");
    }

    @Test
    @DisplayName("a unit that was never rendered is Unknown, never green")
    void neverGreenWithoutARendering() {
        Fields status = status(FRESH, ReportPlan.unknown(List.of(), Optional.empty(), List.of(), Map.of()), NOON);

        assertThat(status.text("health", "status")).contains("Unknown");
        assertThat(status.text("sync", "status")).contains("Unknown");
    }

    @Test
    @DisplayName("A71, FR-01: a wish that became empty says what would be wiped, for which commit, and how to confirm")
    void theEmptyGuardIsSaid() {
        Fields status = status(FRESH, report(World.picture(List.of(), World.configMaps(1))), NOON);

        assertThat(status.text("sync", "status")).contains("OutOfSync");
        Fields condition = status.items("conditions").getFirst();
        assertThat(condition.text("message").orElseThrow())
                .startsWith("Skipping sync attempt to " + COMMIT + ": auto-sync will wipe out all resources")
                .contains("kubectl -n argocd patch application web");
        assertThat(status.items("resources").getFirst().flag("requiresPruning")).isTrue();
    }

    @Test
    @DisplayName("A65: the worst counts, and says which")
    void theWorstCounts() {
        Item deployment = World.live(
                Deployment.KIND,
                "d",
                "spec: {replicas: 1}, status: {updatedReplicas: 1, replicas: 1, availableReplicas: 0}");
        Picture picture = World.picture(List.of(World.inSync(A)), List.of(deployment));

        Report report = ReportPlan.of(
                unit(FULL),
                picture,
                RENDERED,
                Optional.empty(),
                false,
                Map.of(deployment.key(), "pod d-1: ErrImagePull"));

        assertThat(report.health().code()).isEqualTo(Health.Code.PROGRESSING);
        assertThat(report.health().message())
                .isEqualTo(
                        "Deployment:shop/d: Waiting for rollout to finish: 0 of 1 updated replicas are available... (pod d-1: ErrImagePull)");
    }

    @Test
    void aSuccessIsRemembered() {
        Operation operation = succeeded(
                "{initiatedBy: {automated: true}, sync: {revision: x}}", COMMIT, "successfully synced (all tasks run)");

        Fields status = status(FRESH, ended(operation), NOON);

        assertThat(status.items("history").getFirst().number("id")).hasValue(0);
        assertThat(status.text("operationState", "phase")).contains("Succeeded");
        assertThat(Operation.read(status.at("operationState"))).contains(operation);
    }

    @Test
    void theHistoryIsTrimmed() {
        Application application = FRESH;
        for (int i = 0; i < 13; i++) {
            application = written(application, ended(succeeded("{sync: {}}", "commit" + i, "")), NOON);
        }

        List<Fields> history = application.item().items("status", "history");
        assertThat(history).hasSize(10);
        assertThat(history.getLast().number("id")).hasValue(12);
    }

    private static Operation succeeded(String request, String commit, String message) {
        Fields asked = Fields.of(World.tree(request));
        return new Operation(asked, commit, Operation.Phase.SUCCEEDED, message, NOON, Optional.of(NOON), 0, List.of());
    }

    /** All is well after this operation. */
    private static Report ended(Operation operation) {
        Picture picture = World.picture(List.of(World.inSync(A)), List.of());
        return ReportPlan.of(unit(FULL), picture, RENDERED, Optional.of(operation), true, Map.of());
    }

    private static Report report(Picture picture) {
        return ReportPlan.of(unit(FULL), picture, RENDERED, Optional.empty(), false, Map.of());
    }

    private static Fields status(Application application, Report report, Instant now) {
        return written(application, report, now).item().fields().at("status");
    }

    private static Application written(Application application, Report report, Instant now) {
        Draft draft =
                ApplicationStatusPlan.plan(application, report, "argocd", now).orElseThrow();
        return new Application(Item.read(Application.KIND, draft.copy()));
    }
}

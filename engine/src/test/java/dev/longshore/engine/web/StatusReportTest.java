package dev.longshore.engine.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.engine.workloads.Fixtures;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Node;
import dev.longshore.objects.core.Pod;
import dev.longshore.objects.gitops.Application;
import dev.longshore.objects.gitops.Repository;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusReportTest {
    private static final Instant NOW = Fixtures.NOON;
    private static final Item GREEN = application("Synced", "Healthy");

    @Test
    void allGreenIsOk() {
        ObjectNode report = report(List.of(GREEN), List.of(), List.of(node("True", "")), List.of());

        assertThat(report.path("ok").asBoolean()).isTrue();
        assertThat(report.path("problems")).isEmpty();
        assertThat(report.path("units").path("synced").asInt()).isEqualTo(1);
    }

    @Test
    void anApplicationThatIsNotSyncedTellsItsError() {
        Item broken = item(Draft.empty(ObjectKey.of(Application.KIND, "argocd", "shop"))
                .with("Unknown", "status", "sync", "status")
                .with("Healthy", "status", "health", "status")
                .with(
                        List.of(Map.of(
                                "type",
                                "ComparisonError",
                                "message",
                                "shop/web.yaml:3:5: mapping values are not allowed")),
                        "status",
                        "conditions"));

        ObjectNode report = report(List.of(broken), List.of(), List.of(), List.of());

        assertThat(report.path("ok").asBoolean()).isFalse();
        assertThat(report.path("problems").path(0).path("message").asText()).contains("shop/web.yaml:3:5");
    }

    @Test
    void aWarningLeavesAnApplicationGreen() {
        Item warned = item(GREEN.draft()
                .without("metadata", "resourceVersion")
                .with(List.of(Map.of("type", "IgnoredFieldWarning", "message", "x")), "status", "conditions"));

        assertThat(report(List.of(warned), List.of(), List.of(), List.of())
                        .path("ok")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void aRepositoryThatWasNotReachedIsAProblem() {
        Item repository = item(Draft.empty(ObjectKey.of(Repository.KIND, "argocd", "r"))
                .with("https://git.example.com/a.git", "spec", "url")
                .with("connection refused", "status", "error"));

        ObjectNode report = report(List.of(), List.of(repository), List.of(), List.of());

        assertThat(report.path("problems").path(0).path("message").asText()).isEqualTo("connection refused");
    }

    @Test
    void aNodeThatIsNotReadyTellsWhy() {
        ObjectNode report = report(List.of(), List.of(), List.of(node("False", "ContainerRuntimeDown")), List.of());

        assertThat(report.path("problems").path(0).path("type").asText()).isEqualTo("ContainerRuntimeDown");
    }

    @Test
    void aPodThatWaitsForItsImageTellsTheRegistrysWords() {
        Item pod = item(Draft.empty(ObjectKey.of(Pod.KIND, "shop", "web-a"))
                .with("Pending", "status", "phase")
                .with(
                        List.of(Map.of(
                                "name",
                                "c",
                                "state",
                                Map.of(
                                        "waiting",
                                        Map.of("reason", "ImagePullBackOff", "message", "manifest unknown")))),
                        "status",
                        "containerStatuses"));

        ObjectNode report = report(List.of(), List.of(), List.of(), List.of(pod));

        assertThat(report.path("pods").path(0).path("reason").asText()).isEqualTo("ImagePullBackOff");
        assertThat(report.path("problems").path(0).path("message").asText()).isEqualTo("c: manifest unknown");
    }

    @Test
    void aPodThatIsJustStartingIsNoProblem() {
        Item pod = item(Draft.empty(ObjectKey.of(Pod.KIND, "shop", "web-a"))
                .with(
                        List.of(Map.of("name", "c", "state", Map.of("waiting", Map.of("reason", "ContainerCreating")))),
                        "status",
                        "containerStatuses"));

        assertThat(report(List.of(), List.of(), List.of(), List.of(pod))
                        .path("ok")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void thePageEscapesWhatOthersWrote() {
        Item hostile = item(Draft.empty(ObjectKey.of(Application.KIND, "argocd", "shop"))
                .with("<script>alert(1)</script>", "status", "health", "message"));

        String page = StatusPage.of(report(List.of(hostile), List.of(), List.of(), List.of()));

        assertThat(page).doesNotContain("<script>").contains("&lt;script&gt;");
    }

    private static ObjectNode report(
            List<Item> applications, List<Item> repositories, List<Item> nodes, List<Item> pods) {
        return StatusReport.of(
                new StatusReport.Facts("0.1.0", NOW, 7, applications, repositories, nodes, pods, Map.of()), NOW);
    }

    private static Item application(String sync, String health) {
        return item(Draft.empty(ObjectKey.of(Application.KIND, "argocd", "shop"))
                .with(sync, "status", "sync", "status")
                .with(health, "status", "health", "status"));
    }

    private static Item node(String ready, String reason) {
        return item(Draft.empty(ObjectKey.of(Node.KIND, "n"))
                .with(List.of(Map.of("type", "Ready", "status", ready, "reason", reason)), "status", "conditions"));
    }

    private static Item item(Draft draft) {
        return Fixtures.stored(draft, "uid", 1);
    }
}

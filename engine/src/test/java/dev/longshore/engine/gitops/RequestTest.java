package dev.longshore.engine.gitops;

import static dev.longshore.engine.gitops.GitOpsWorld.FULL;
import static dev.longshore.engine.gitops.GitOpsWorld.ONE;
import static dev.longshore.engine.gitops.GitOpsWorld.app;
import static dev.longshore.engine.gitops.GitOpsWorld.configMap;
import static dev.longshore.engine.gitops.GitOpsWorld.key;
import static dev.longshore.engine.gitops.GitOpsWorld.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What people and their tools ask an Application for. */
class RequestTest {
    @Test
    @DisplayName("A62: a sync of a selection is refused, and the policy goes on")
    void aSelectionIsRefused() {
        GitOpsWorld.tell(world -> {
            String commit = world.push(with(Map.of("app/b.yaml", configMap("b", "k: v"))));
            world.application("");
            world.outOfSync();

            world.patch(app("web"), "{operation: {sync: {resources: [{kind: ConfigMap, name: a}]}}}");
            world.await(
                    () -> "refusal",
                    () -> world.told("not supported yet: operation.sync.resources; nothing was synced"));
            world.pass(Duration.ofMinutes(1));
            assertThat(world.application().operation()).isEmpty();
            assertThat(world.configMap("a")).isEmpty();
            assertThat(world.configMap("b")).isEmpty();

            world.patch(app("web"), "{spec: {syncPolicy: {automated: {}}}}");
            world.synced(commit);
        });
    }

    @Test
    @DisplayName("A12: a request for a revision that is not there is answered, taken away, and the policy goes on")
    void aWrongRevisionIsAnswered() {
        GitOpsWorld.tell(world -> {
            world.begin(ONE);
            world.patch(app("web"), "{operation: {sync: {revision: nowhere}}}");
            world.await(
                    () -> "answer",
                    () -> world.told("SyncError: Failed last sync attempt to nowhere: revision 'nowhere' not found"));
            world.pass(Duration.ofSeconds(5));
            assertThat(world.application().operation()).isEmpty();

            world.patch(key("a"), "{data: {k: edited}}");
            world.pass(Duration.ofSeconds(2));
            assertThat(world.configMap("a").orElseThrow().strings("data")).containsEntry("k", "v");
            assertThat(world.application().syncStatus()).isEqualTo("Synced");
        });
    }

    @Test
    @DisplayName("A12: a request while Git is broken is answered and taken away, and is not begun later by itself")
    void aRequestForABrokenCommitIsAnswered() {
        GitOpsWorld.tell(world -> {
            world.push(Map.of("app/a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: [\n"));
            world.application("");
            world.await(() -> "error", () -> world.told("ComparisonError"));
            world.patch(app("web"), "{operation: {sync: {}}}");
            world.await(() -> "answer", () -> world.application().operation().isEmpty());
            assertThat(world.application()
                            .operationState()
                            .orElseThrow()
                            .text("message")
                            .orElse(""))
                    .contains("app/a.yaml:5", "nothing was synced");

            world.push(ONE);
            world.outOfSync();
            world.pass(Duration.ofMinutes(1));
            assertThat(world.configMap("a")).isEmpty();
        });
    }

    @Test
    @DisplayName("a sync that runs is ended when a client says Terminating")
    void aSyncIsTerminated() {
        GitOpsWorld.tell(world -> {
            world.push(
                    with(
                            Map.of(
                                    "app/d.yaml",
                                    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d, annotations: {argocd.argoproj.io/sync-wave: '-1'}}\nspec: {replicas: 1, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: x}]}}}\n")));
            world.application(FULL);
            world.waitsForHealth("apps/Deployment/d");

            world.patch(app("web").sub("status"), "{status: {operationState: {phase: Terminating}}}");
            world.await(() -> "end", () -> world.told("Operation terminated"));
        });
    }

    @Test
    @DisplayName("S55: an application that cannot be says why")
    void anUnsoundApplicationSaysWhy() {
        GitOpsWorld.tell(world -> {
            world.push(ONE);
            world.application("syncOptions: [Replace=true]");

            world.await(
                    () -> "fault",
                    () -> world.application().conditions().stream()
                            .anyMatch(text -> text.startsWith("InvalidSpecError") && text.contains("Replace=true")));
        });
    }

    @Test
    @DisplayName("A12: without a policy nothing happens until somebody asks")
    void aRequestIsPerformed() {
        GitOpsWorld.tell(world -> {
            String commit = world.push(ONE);
            world.application("");
            world.outOfSync();
            assertThat(world.configMap("a")).isEmpty();

            world.patch(app("web"), "{operation: {initiatedBy: {username: ann}, sync: {}}}");
            world.synced(commit);

            assertThat(world.application().operation()).isEmpty();
            assertThat(world.application().operationState().orElseThrow().text("operation", "initiatedBy", "username"))
                    .contains("ann");
        });
    }

    @Test
    @DisplayName("A13: a refresh is answered and taken away")
    void aRefreshIsAnswered() {
        GitOpsWorld.tell(world -> {
            world.begin(ONE);
            long renders = world.wiring.renders();

            world.patch(app("web"), "{metadata: {annotations: {argocd.argoproj.io/refresh: hard}}}");
            world.pass(Duration.ofSeconds(5));

            assertThat(world.application().item().annotations()).doesNotContainKey("argocd.argoproj.io/refresh");
            assertThat(world.wiring.renders()).isEqualTo(renders + 1);
        });
    }
}

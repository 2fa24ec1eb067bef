package dev.longshore.engine.gitops;

import static dev.longshore.engine.gitops.GitOpsWorld.FULL;
import static dev.longshore.engine.gitops.GitOpsWorld.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.cluster.DeleteOptions.Propagation;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What sync options do to the cluster; which ones there are is a table of their own. */
class SyncOptionRowsTest {
    @ParameterizedTest(name = "A41: PrunePropagationPolicy={0}: {1}")
    @CsvSource({"foreground, FOREGROUND", "background, BACKGROUND", "orphan, ORPHAN", "sideways, FOREGROUND"})
    void propagation(String policy, Propagation meant) {
        GitOpsWorld.tell(world -> {
            String first =
                    world.push(Map.of("app/a.yaml", configMap("a", "k: v"), "app/b.yaml", configMap("b", "k: v")));
            world.application(FULL + ", syncOptions: [PrunePropagationPolicy=" + policy + "]");
            world.synced(first);

            world.synced(world.push(Map.of("app/a.yaml", configMap("a", "k: v"))));

            assertThat(world.deletions).containsExactly(meant);
        });
    }

    @Test
    @DisplayName("A41: ApplyOutOfSyncOnly: what is in sync already is not listed as applied")
    void onlyWhatDiffersIsApplied() {
        GitOpsWorld.tell(world -> {
            String first =
                    world.push(Map.of("app/a.yaml", configMap("a", "k: v"), "app/b.yaml", configMap("b", "k: v")));
            world.application(FULL + ", syncOptions: [ApplyOutOfSyncOnly=true]");
            world.synced(first);
            world.synced(
                    world.push(Map.of("app/a.yaml", configMap("a", "k: v"), "app/b.yaml", configMap("b", "k: w"))));

            assertThat(world.application().operationState().orElseThrow().items("syncResult", "resources"))
                    .extracting(line -> line.text("name").orElse(""))
                    .containsExactly("b");
        });
    }

    @Test
    @DisplayName("A41: an option that is not done as it says is named on the Application")
    void whatIsNotDoneIsNamed() {
        GitOpsWorld.tell(world -> {
            String commit = world.push(Map.of("app/a.yaml", configMap("a", "k: v")));
            world.application(FULL + ", syncOptions: [ServerSideApply=false, SkipDryRunOnMissingResource=true]");

            world.synced(commit);

            assertThat(world.told("web", "ServerSideApply=false")).isTrue();
            assertThat(world.told("web", "SkipDryRunOnMissingResource=true")).isTrue();
        });
    }
}

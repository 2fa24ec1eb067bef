package dev.longshore.engine.gitops;

import static dev.longshore.engine.gitops.GitOpsWorld.configMap;
import static dev.longshore.engine.gitops.GitOpsWorld.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.cluster.WriteOptions;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Objects that were there before Git was asked to keep them. */
class AdoptionTest {
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    @Test
    @DisplayName("A34: what kubectl apply made is Git's from then on: what Git does not have goes, kubectl's note too")
    void whatKubectlAppliedIsTakenOver() {
        GitOpsWorld.tell(world -> {
            Draft applied = Draft.empty(key("a"))
                    .with(Map.of(LAST_APPLIED, "{}", "team", "shop"), "metadata", "annotations")
                    .with(Map.of("k", "old", "dropped", "x"), "data");
            world.cluster.create(applied, WriteOptions.by("kubectl-client-side-apply"));
            String uid = world.configMap("a").orElseThrow().uid();
            world.patch(key("a"), "{data: {edited: hand}}");

            world.begin(Map.of("app/a.yaml", configMap("a", "k: v, kept: z")));

            Item taken = world.configMap("a").orElseThrow();
            assertThat(taken.uid()).isEqualTo(uid);
            assertThat(taken.strings("data")).isEqualTo(Map.of("k", "v", "kept", "z", "edited", "hand"));
            assertThat(taken.annotations()).doesNotContainKeys(LAST_APPLIED, "team");
            assertThat(managers(taken)).doesNotContain("kubectl-client-side-apply");

            world.synced(world.push(Map.of("app/a.yaml", configMap("a", "k: v"))));
            assertThat(world.configMap("a").orElseThrow().strings("data"))
                    .isEqualTo(Map.of("k", "v", "edited", "hand"));
        });
    }

    @Test
    void whatAnotherMadeByHandKeepsWhatGitDoesNotSpeakOf() {
        GitOpsWorld.tell(world -> {
            Draft made = Draft.empty(key("a")).with(Map.of("k", "old", "own", "x"), "data");
            world.cluster.create(made, WriteOptions.by("kubectl-create"));

            world.begin(Map.of("app/a.yaml", configMap("a", "k: v")));

            assertThat(world.configMap("a").orElseThrow().strings("data")).isEqualTo(Map.of("k", "v", "own", "x"));
        });
    }

    private static List<String> managers(Item item) {
        return item.items("metadata", "managedFields").stream()
                .map(entry -> entry.text("manager").orElse(""))
                .toList();
    }
}

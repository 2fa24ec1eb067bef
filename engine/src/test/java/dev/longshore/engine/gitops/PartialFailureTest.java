package dev.longshore.engine.gitops;

import static dev.longshore.engine.gitops.GitOpsWorld.configMap;
import static dev.longshore.engine.gitops.GitOpsWorld.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.engine.gitops.render.Tracking;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Secret;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of a sync of which the cluster takes one part and refuses another. */
class PartialFailureTest {
    private static final ObjectKey LATER = ObjectKey.of(Secret.KIND, "shop", "later");

    @Test
    @DisplayName("A49: the rest of the kind is applied, no later wave is begun, nothing is pruned, all stays tracked")
    void oneObjectIsRefused() {
        GitOpsWorld.tell(world -> {
            world.begin(Map.of("app/a.yaml", configMap("a", "k: v"), "app/dropped.yaml", configMap("dropped", "k: v")));
            Map<String, String> next = new LinkedHashMap<>();
            next.put("app/a.yaml", configMap("a", "k: w"));
            next.put("app/b.yaml", configMap("b", "k: v"));
            next.put(
                    "app/later.yaml",
                    "apiVersion: v1\nkind: Secret\nmetadata: {name: later, annotations: {argocd.argoproj.io/sync-wave: '1'}}\n");
            world.refused.add(key("b"));
            world.push(next);

            world.await(
                    () -> "failure", () -> world.told("web", "app/b.yaml") && world.told("web", RefusingCluster.WHY));
            world.pass(Duration.ofMinutes(30));

            assertThat(world.phase()).isEqualTo("Failed");
            assertThat(world.configMap("a").orElseThrow().strings("data")).containsEntry("k", "w");
            assertThat(world.cluster.get(LATER)).isEmpty();
            assertThat(world.configMap("a").flatMap(Tracking::unit)).contains("web");
            assertThat(world.configMap("dropped").flatMap(Tracking::unit)).contains("web");
            assertThat(tracked(world)).contains("dropped", "a");

            world.refused.clear();
            next.put("app/c.yaml", configMap("c", "k: v"));
            world.synced(world.push(next));
            assertThat(world.cluster.get(LATER)).isPresent();
            assertThat(world.configMap("dropped")).isEmpty();
        });
    }

    @Test
    @DisplayName(
            "A131: an object whose deletion is refused stays tracked, is named, and is deleted as soon as that can be")
    void aDeletionIsRefused() {
        GitOpsWorld.tell(world -> {
            Map<String, String> one = Map.of("app/a.yaml", configMap("a", "k: v"));
            Map<String, String> two = new LinkedHashMap<>(one);
            two.put("app/b.yaml", configMap("b", "k: v"));
            world.begin(two);
            world.refused.add(key("b"));
            String commit = world.push(one);

            world.await(() -> "failure", () -> world.told("web", RefusingCluster.WHY));
            world.pass(Duration.ofMinutes(30));
            assertThat(world.phase()).isEqualTo("Failed");
            assertThat(world.application().syncStatus()).isEqualTo("OutOfSync");
            assertThat(world.configMap("b").flatMap(Tracking::unit)).contains("web");
            assertThat(tracked(world)).contains("b");

            world.refused.clear();
            world.pass(Duration.ofMinutes(11));
            assertThat(world.configMap("b")).isEmpty();
            world.synced(commit);
        });
    }

    /** Names of what the status lists. */
    private static List<String> tracked(GitOpsWorld world) {
        Item application = world.application().item();
        return application.items("status", "resources").stream()
                .map(resource -> resource.text("name").orElse(""))
                .toList();
    }
}

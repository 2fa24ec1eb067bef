package dev.longshore.engine.gitops;

import static dev.longshore.engine.gitops.GitOpsWorld.app;
import static dev.longshore.engine.gitops.GitOpsWorld.configMap;
import static dev.longshore.engine.gitops.GitOpsWorld.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.apps.Deployment;
import dev.longshore.objects.core.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as a difference between Git and the cluster, and what does not. */
class DriftTest {
    private static final String HEAD =
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d, labels: {one: x, two: x}, annotations: {three: x}}\nspec: {replicas: 1, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [";
    private static final String CONTAINER =
            "{name: c, image: x, command: [sh, -c], env: [{name: A, value: '1'}, {name: B, value: '2'}], resources: {requests: {cpu: 1000m, memory: 1024Mi}}}";
    private static final String TAIL = "]}}}\n";
    private static final ObjectKey DEPLOYMENT = ObjectKey.of(Deployment.KIND, "shop", "d");

    @ParameterizedTest(name = "{0}: {1} written as {2}: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "A29 | command: [sh, -c] | command: [-c, sh] | OutOfSync",
                "A40 | replicas: 1, | replicas: 1.0, | Synced",
                "A40 | replicas: 1, | replicas: 1e0, | Synced",
                "A40 | replicas: 1, | replicas: 2, | OutOfSync",
            })
    void anotherWriting(String row, String text, String other, String status) {
        GitOpsWorld.tell(world -> {
            String commit = world.push(Map.of("app/d.yaml", HEAD + CONTAINER + TAIL));
            world.application("");
            world.patch(app("web"), "{operation: {sync: {}}}");
            world.synced(commit);

            String next = world.push(Map.of("app/d.yaml", (HEAD + CONTAINER + TAIL).replace(text, other)));
            world.await(
                    () -> "comparison",
                    () -> world.application().commit().filter(next::equals).isPresent());

            assertThat(world.application().syncStatus()).isEqualTo(status);
        });
    }

    @Test
    @DisplayName("A32: what Git no longer says is gone: a label, an annotation, a variable, a container")
    void whatIsNoLongerSaidIsGone() {
        GitOpsWorld.tell(world -> {
            world.begin(Map.of("app/d.yaml", HEAD + CONTAINER + ", {name: second, image: z}" + TAIL));

            world.synced(world.push(Map.of(
                    "app/d.yaml",
                    (HEAD + CONTAINER + TAIL)
                            .replace(", two: x", "")
                            .replace(", annotations: {three: x}", "")
                            .replace(", {name: B, value: '2'}", ""))));

            Item live = world.cluster.get(DEPLOYMENT).orElseThrow();
            assertThat(live.labels()).containsOnlyKeys("one");
            assertThat(live.annotations()).doesNotContainKey("three");
            assertThat(live.items("spec", "template", "spec", "containers"))
                    .singleElement()
                    .satisfies(container -> {
                        assertThat(container.text("name")).contains("c");
                        assertThat(container.items("env")).hasSize(1);
                    });
        });
    }

    @Test
    @DisplayName("A37: stringData is data, in whatever order")
    void stringDataIsData() {
        GitOpsWorld.tell(world -> {
            String head = "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n";
            world.begin(Map.of("app/s.yaml", head + "stringData: {b: two, a: one, e: ''}\n"));
            String data = secret(world).fields().at("data").toString();

            world.synced(world.push(Map.of("app/s.yaml", head + "data: {a: b25l, e: '', b: dHdv}\n")));

            assertThat(secret(world).fields().at("data")).hasToString(data);
            assertThat(secret(world).strings("data")).containsEntry("a", "b25l").containsEntry("e", "");
            long revision = secret(world).revision();
            world.pass(Duration.ofMinutes(15));
            assertThat(secret(world).revision()).isEqualTo(revision);
        });
    }

    private static Item secret(GitOpsWorld world) {
        return world.cluster.get(ObjectKey.of(Secret.KIND, "shop", "s")).orElseThrow();
    }

    @Test
    @DisplayName("A38: somebody who changes it back again and again is told of, and is not fought at full speed")
    void twoThatDisagree() {
        GitOpsWorld.tell(world -> {
            world.begin(Map.of("app/a.yaml", configMap("a", "k: v")));
            world.pass(Duration.ofMinutes(11));
            int heals = 0;
            for (int i = 0; i < 240; i++) {
                if (world.configMap("a").orElseThrow().text("data", "k").equals(Optional.of("v"))) {
                    heals++;
                    world.patch(key("a"), "{data: {k: edited}}");
                }
                world.pass(Duration.ofMillis(500));
            }

            assertThat(heals - 1).isBetween(2, 12);
            world.await(() -> "word", () -> world.told("web", "DriftFlapping"));
        });
    }

    @Test
    @DisplayName("A44: a change that the server forbids is told with file and line, and changes nothing")
    void whatIsImmutableIsTold() {
        GitOpsWorld.tell(world -> {
            world.begin(Map.of("app/d.yaml", HEAD + CONTAINER + TAIL));
            String uid = world.cluster.get(DEPLOYMENT).orElseThrow().uid();

            world.push(Map.of("app/d.yaml", (HEAD + CONTAINER + TAIL).replace("a: b", "a: c")));
            world.await(
                    () -> "word",
                    () -> world.told("web", "SyncError")
                            && world.told("web", "app/d.yaml:2")
                            && world.told("web", "immutable"));

            assertThat(world.cluster.get(DEPLOYMENT).orElseThrow().uid()).isEqualTo(uid);
            assertThat(world.application().syncStatus()).isEqualTo("OutOfSync");
        });
    }

    @Test
    @DisplayName("A126: a sync that a person asks for before the commit was seen leaves nothing out of sync")
    void askedBeforeItWasSeen() {
        GitOpsWorld.tell(world -> {
            world.begin(Map.of("app/a.yaml", configMap("a", "k: v")));
            String commit = world.push(Map.of("app/a.yaml", configMap("a", "k: w")));
            world.patch(app("web"), "{operation: {sync: {revision: " + commit + "}}}");

            world.synced(commit);
            world.pass(Duration.ofMinutes(1));

            assertThat(world.application().syncStatus()).isEqualTo("Synced");
            assertThat(world.application().commit()).contains(commit);
        });
    }
}

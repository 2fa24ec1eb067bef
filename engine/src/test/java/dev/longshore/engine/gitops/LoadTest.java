package dev.longshore.engine.gitops;

import static dev.longshore.engine.gitops.GitOpsWorld.FULL;
import static dev.longshore.engine.gitops.GitOpsWorld.ONE;
import static dev.longshore.engine.gitops.GitOpsWorld.URL;
import static dev.longshore.engine.gitops.GitOpsWorld.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.cluster.Query;
import dev.longshore.objects.gitops.Repository;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Many commits, many Applications, many hosts. */
class LoadTest {
    @Test
    @DisplayName(
            "A25, S57: a hundred pushes in ten seconds, each announced, are few renderings, and the last one counts")
    void aHundredPushes() {
        GitOpsWorld.tell(world -> {
            world.begin(ONE);
            long renders = world.wiring.renders();
            String last = "";
            for (int i = 0; i < 100; i++) {
                last = world.push(Map.of("app/a.yaml", configMap("a", "k: v" + i)));
                world.webhook();
                world.pass(Duration.ofMillis(100));
            }
            world.synced(last);

            assertThat(world.wiring.renders() - renders).isLessThanOrEqualTo(12);
            assertThat(world.configMap("a").orElseThrow().strings("data")).containsEntry("k", "v99");
        });
    }

    @Test
    @DisplayName("A19: without webhooks a commit is there within 15 s on average, and 30 s at most")
    void pollingAlone() {
        GitOpsWorld.tell(world -> {
            world.begin(ONE);
            long all = 0;
            long longest = 0;
            for (int i = 0; i < 100; i++) {
                world.pass(Duration.ofMillis(1_000L + world.process.chance().below(40_000)));
                String commit = world.push(Map.of("app/a.yaml", configMap("a", "k: v" + i)));
                Instant pushed = world.process.now();
                world.synced(commit);
                long took = Duration.between(pushed, world.process.now()).toMillis();
                all += took;
                longest = Math.max(longest, took);
            }

            assertThat(all / 100).isLessThan(15_000);
            assertThat(longest).isLessThan(30_000);
        });
    }

    @Test
    @DisplayName(
            "A21: of many applications in one repository one changes: one rendering, one look at the host, all at the new commit")
    void oneOfMany() {
        GitOpsWorld.tell(world -> {
            Map<String, String> files = new TreeMap<>();
            for (int i = 0; i < 40; i++) {
                files.put("unit" + i + "/a.yaml", configMap("a" + i, "k: v"));
            }
            String first = world.push(files);
            IntStream.range(0, 40).forEach(i -> world.application(URL, "unit" + i, "unit" + i, FULL));
            IntStream.range(0, 40).forEach(i -> world.synced("unit" + i, first));
            world.pass(Duration.ofSeconds(30));
            long renders = world.wiring.renders();
            int looks = world.git.looks();

            files.put("unit7/a.yaml", configMap("a7", "k: w"));
            String second = world.push(files);
            world.webhook();
            world.pass(Duration.ofSeconds(10));

            assertThat(world.wiring.renders()).isEqualTo(renders + 1);
            assertThat(world.git.looks()).isLessThanOrEqualTo(looks + 2);
            assertThat(IntStream.range(0, 40)
                            .mapToObj(i -> world.named("unit" + i).commit().orElse("")))
                    .containsOnly(second);
            assertThat(world.configMap("a7").orElseThrow().strings("data")).containsEntry("k", "w");
        });
    }

    @Test
    @DisplayName("A24, S44: hosts that hang do not delay the others, and are told of")
    void someHostsHang() {
        GitOpsWorld.tell(world -> {
            world.begin(ONE);
            for (int i = 0; i < 6; i++) {
                String url = "https://slow.example.com/" + i + ".git";
                world.reached.hang(url);
                world.application(url, "slow" + i, "app", FULL);
            }
            world.pass(Duration.ofSeconds(20));
            assertThat(world.told("slow3", "no answer within 15 s")).isTrue();

            for (int i = 0; i < 20; i++) {
                String commit = world.push(Map.of("app/a.yaml", configMap("a", "k: v" + i)));
                world.pass(Duration.ofSeconds(1));
                world.webhook();
                world.pass(Duration.ofSeconds(2));
                assertThat(world.named("web").commit()).contains(commit);
            }
        });
    }

    @Test
    @DisplayName("one repository object for all applications of one address")
    void oneRepositoryObject() {
        GitOpsWorld.tell(world -> {
            world.begin(ONE);
            world.application(URL, "second", "app", "");
            world.pass(Duration.ofSeconds(30));

            assertThat(world.cluster.list(Query.all(Repository.KIND)).items())
                    .singleElement()
                    .satisfies(item -> assertThat(item.owners()).hasSize(2));
        });
    }
}

package dev.longshore.engine.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.ClusterExecutor;
import dev.longshore.cluster.Executor;
import dev.longshore.cluster.Fold;
import dev.longshore.cluster.FoldFollower;
import dev.longshore.cluster.Following;
import dev.longshore.cluster.Outcome;
import dev.longshore.cluster.Query;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.engine.access.Identity;
import dev.longshore.engine.registry.Bootstrap;
import dev.longshore.engine.registry.LocalCluster;
import dev.longshore.engine.store.memory.MemoryStore;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Node;
import dev.longshore.objects.core.Pod;
import dev.longshore.schemas.SchemaCatalog;
import dev.longshore.tasks.simulated.OneProcess;
import dev.longshore.tasks.simulated.SimulatedProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SchedulingControllerTest {
    private static final WriteOptions OPTIONS = WriteOptions.by("test");
    private static final List<ObjectKey> PODS = IntStream.range(0, 8)
            .mapToObj(i -> ObjectKey.of(Pod.KIND, "default", "p" + i))
            .toList();

    @Test
    void noNodeGetsMoreThanItHoldsHoweverFarThePictureLagsBehind() {
        OneProcess.underSeeds(20, process -> {
            Cluster cluster = cluster(process);
            SchedulingController scheduler = scheduler(cluster, executor(cluster, process), process);

            PODS.forEach(scheduler::reconcile);

            assertThat(bound(cluster)).isEqualTo(Map.of("a", 3, "b", 3, "nowhere", 2));
        });
    }

    /** How many pods each node has. */
    private static Map<String, Integer> bound(Cluster cluster) {
        Map<String, Integer> bound = new TreeMap<>();
        for (Item item : cluster.list(Query.all(Pod.KIND)).items()) {
            bound.merge(new Pod(item).nodeName().orElse("nowhere"), 1, Integer::sum);
        }
        return bound;
    }

    @Test
    @DisplayName("S-17: a pod that somebody else binds meanwhile stays there, and counts there")
    void aLostRaceIsNoBinding() {
        OneProcess.underSeeds(10, process -> {
            Cluster cluster = cluster(process);
            Executor late = actions -> {
                bind(cluster, PODS.getFirst(), "a");
                return executor(cluster, process).perform(actions);
            };
            SchedulingController scheduler = scheduler(cluster, late, process);

            Outcome lost = scheduler.reconcile(PODS.getFirst());
            PODS.forEach(scheduler::reconcile);

            assertThat(lost).isNotEqualTo(Outcome.again(Duration.ofMinutes(5)));
            assertThat(new Pod(cluster.get(PODS.getFirst()).orElseThrow()).nodeName())
                    .contains("a");
            assertThat(bound(cluster)).isEqualTo(Map.of("a", 3, "b", 3, "nowhere", 2));
        });
    }

    private static void bind(Cluster cluster, ObjectKey pod, String node) {
        Draft binding = Draft.empty(pod.sub("binding")).with(node, "target", "name");
        var _ = cluster.create(binding, OPTIONS);
    }

    @Test
    @DisplayName("S-26: a pod that fits nowhere is tried again after five minutes, whatever happens")
    void tryAgainAnyway() {
        OneProcess.run(1, process -> {
            Cluster cluster = cluster(process);
            SchedulingController scheduler = scheduler(cluster, executor(cluster, process), process);
            PODS.subList(0, 6).forEach(scheduler::reconcile);

            assertThat(scheduler.reconcile(PODS.getLast())).isEqualTo(Outcome.again(Duration.ofMinutes(5)));
        });
    }

    @Test
    void roomThatThePictureDoesNotShowYetIsFound() {
        OneProcess.run(1, process -> {
            Cluster cluster = cluster(process);
            Following deaf = new Following() {
                @Override
                public <S> FoldFollower<S> follow(Query query, Fold<S> fold) {
                    return new FoldFollower<>(cluster, query, fold, () -> {}, process, process, process.chance());
                }
            };
            SchedulingController scheduler =
                    new SchedulingController(cluster, executor(cluster, process), deaf, process, process.chance());

            scheduler.reconcile(PODS.getFirst());

            assertThat(new Pod(cluster.get(PODS.getFirst()).orElseThrow()).nodeName())
                    .isPresent();
        });
    }

    /** One whose picture shows all there is. */
    private static SchedulingController scheduler(Cluster cluster, Executor executor, SimulatedProcess process) {
        var scheduler =
                new SchedulingController(cluster, executor, following(cluster, process), process, process.chance());
        process.sleep(Duration.ofSeconds(1));
        return scheduler;
    }

    private static Executor executor(Cluster cluster, SimulatedProcess process) {
        return new ClusterExecutor(cluster, "scheduler", process);
    }

    /** Two nodes that hold three of the eight pods each. */
    private static Cluster cluster(SimulatedProcess process) {
        LocalCluster local = LocalCluster.open(
                new MemoryStore(process, "test"), SchemaCatalog::builtIn, process, process, process.chance());
        Cluster cluster = local.as(Identity.admin("test"));
        Bootstrap.run(cluster);
        for (String name : List.of("a", "b")) {
            Draft node = Draft.empty(ObjectKey.of(Node.KIND, name));
            cluster.create(node, OPTIONS);
            Item made = cluster.get(node.key()).orElseThrow();
            Draft status =
                    made.draft().with(Map.of("cpu", "1", "memory", "1Gi", "pods", "110"), "status", "allocatable");
            cluster.replace(status.sub("status"), OPTIONS);
        }
        for (ObjectKey key : PODS) {
            cluster.create(
                    Draft.empty(key)
                            .with(
                                    List.of(Map.of(
                                            "name",
                                            "c",
                                            "image",
                                            "a:1",
                                            "resources",
                                            Map.of("requests", Map.of("cpu", "300m")))),
                                    "spec",
                                    "containers"),
                    OPTIONS);
        }
        return cluster;
    }

    private static Following following(Cluster cluster, SimulatedProcess process) {
        return new Following() {
            @Override
            public <S> FoldFollower<S> follow(Query query, Fold<S> fold) {
                FoldFollower<S> follower =
                        new FoldFollower<>(cluster, query, fold, () -> {}, process, process, process.chance());
                follower.start();
                return follower;
            }
        };
    }
}

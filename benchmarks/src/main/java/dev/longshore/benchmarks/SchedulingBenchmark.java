package dev.longshore.benchmarks;

import dev.longshore.cluster.Action;
import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.Executor;
import dev.longshore.cluster.Fold;
import dev.longshore.cluster.FoldFollower;
import dev.longshore.cluster.Following;
import dev.longshore.cluster.Outcome;
import dev.longshore.cluster.Query;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.cluster.WriteResult.Written;
import dev.longshore.engine.access.Identity;
import dev.longshore.engine.registry.Bootstrap;
import dev.longshore.engine.registry.LocalCluster;
import dev.longshore.engine.scheduling.SchedulingController;
import dev.longshore.engine.store.memory.MemoryStore;
import dev.longshore.objects.Draft;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Node;
import dev.longshore.objects.core.Pod;
import dev.longshore.schemas.SchemaCatalog;
import dev.longshore.tasks.SystemChance;
import dev.longshore.tasks.SystemTime;
import dev.longshore.tasks.Tasks;
import dev.longshore.tasks.VirtualTasks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Setup;

/** What it costs to decide where one pod goes, among 50 nodes and with 1,000 pods there; the binding itself is not written. */
@Fork(jvmArgsPrepend = "-Xms256m")
public class SchedulingBenchmark extends Measured {
    private static final int NODES = 50;
    private static final int PODS = 1_000;
    private static final WriteOptions OPTIONS = WriteOptions.by("benchmark");

    private final Tasks tasks = new VirtualTasks((name, fault) -> {});
    private final SystemTime time = new SystemTime();
    private final SystemChance chance = new SystemChance();
    private final Cluster cluster = LocalCluster.open(
                    new MemoryStore(tasks, "benchmark"), SchemaCatalog::builtIn, time, tasks, chance)
            .as(Identity.admin("benchmark"));
    private final SchedulingController scheduler =
            new SchedulingController(cluster, new Unwritten(), new Followed(), time, chance);
    private int next;

    /** Half of the pods are bound, evenly. */
    @Setup
    public void fill() {
        Bootstrap.run(cluster);
        for (int i = 0; i < NODES; i++) {
            Draft node = Draft.empty(ObjectKey.of(Node.KIND, "node-" + i));
            Draft made = written(cluster.create(node, OPTIONS));
            Map<String, String> room = Map.of("cpu", "16", "memory", "64Gi", "pods", "110");
            written(cluster.replace(made.with(room, "status", "allocatable").sub("status"), OPTIONS));
        }
        for (int i = 0; i < PODS; i++) {
            Draft pod = pod(i);
            written(cluster.create(i % 2 == 0 ? pod : pod.with("node-" + i % NODES, "spec", "nodeName"), OPTIONS));
        }
        time.sleep(Duration.ofSeconds(1)); // until the picture is whole
    }

    private static Draft pod(int number) {
        Map<String, Object> container = Map.of(
                "name", "c", "image", "a:1", "resources", Map.of("requests", Map.of("cpu", "100m", "memory", "64Mi")));
        return Draft.empty(key(number)).with(List.of(container), "spec", "containers");
    }

    private static ObjectKey key(int number) {
        return ObjectKey.of(Pod.KIND, "default", "pod-" + number);
    }

    private static Draft written(WriteResult result) {
        if (result instanceof Written written) {
            return written.item().draft();
        }
        throw new IllegalStateException("not written: " + result);
    }

    @Benchmark
    public Outcome placePod() {
        next = (next + 2) % PODS;
        return scheduler.reconcile(key(next));
    }

    /** Decides, and does nothing. */
    private static final class Unwritten implements Executor {
        @Override
        public Outcome perform(List<Action> actions) {
            if (actions.stream().noneMatch(Action.Bind.class::isInstance)) {
                throw new IllegalStateException("no binding: " + actions);
            }
            return Outcome.done();
        }
    }

    /** Follows the cluster as the engine does. */
    private final class Followed implements Following {
        @Override
        public <S> FoldFollower<S> follow(Query query, Fold<S> fold) {
            FoldFollower<S> follower = new FoldFollower<>(cluster, query, fold, () -> {}, time, tasks, chance);
            follower.start();
            return follower;
        }
    }
}

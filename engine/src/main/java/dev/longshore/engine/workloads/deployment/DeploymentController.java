package dev.longshore.engine.workloads.deployment;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.Controller;
import dev.longshore.cluster.Executor;
import dev.longshore.cluster.Outcome;
import dev.longshore.cluster.Query;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.apps.Deployment;
import dev.longshore.objects.apps.ReplicaSet;
import dev.longshore.objects.core.Pod;
import dev.longshore.tasks.Time;
import java.util.List;

/**
 * Replaces the pods of each Deployment step by step. Owns ReplicaSets, named by the hash of their template. Dying between two actions
 * loses nothing: sizes and revisions stand on the sets themselves.
 */
public final class DeploymentController implements Controller {
    private final Cluster cluster;
    private final Executor executor;
    private final Time time;

    public DeploymentController(Cluster cluster, Executor executor, Time time) {
        this.cluster = cluster;
        this.executor = executor;
        this.time = time;
    }

    @Override
    public Outcome reconcile(ObjectKey key) {
        return cluster.get(key).map(Deployment::new).map(this::settle).orElse(Outcome.done());
    }

    private Outcome settle(Deployment deployment) {
        String namespace = deployment.item().namespace();
        List<Item> sets = cluster.list(Query.in(ReplicaSet.KIND, namespace)).items();
        List<Pod> pods = deployment.recreates() ? pods(namespace) : List.of();
        return executor.perform(DeploymentPlan.plan(deployment, sets, pods, time.now()));
    }

    private List<Pod> pods(String namespace) {
        return cluster.list(Query.in(Pod.KIND, namespace)).items().stream()
                .map(Pod::new)
                .toList();
    }
}

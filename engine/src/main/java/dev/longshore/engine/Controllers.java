package dev.longshore.engine;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.KeyedQueue;
import dev.longshore.cluster.Query;
import dev.longshore.cluster.Sources;
import dev.longshore.cluster.WatchFeed;
import dev.longshore.engine.Acting.Feed;
import dev.longshore.engine.Acting.Place;
import dev.longshore.engine.cleanup.EventExpiry;
import dev.longshore.engine.cleanup.NamespaceController;
import dev.longshore.engine.cleanup.OwnerController;
import dev.longshore.engine.nodes.NodeController;
import dev.longshore.engine.scheduling.SchedulingController;
import dev.longshore.engine.workloads.deployment.DeploymentController;
import dev.longshore.engine.workloads.replicaset.ReplicaSetController;
import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.OwnerReference;
import dev.longshore.objects.apps.Deployment;
import dev.longshore.objects.apps.ReplicaSet;
import dev.longshore.objects.core.Lease;
import dev.longshore.objects.core.Namespace;
import dev.longshore.objects.core.Node;
import dev.longshore.objects.core.Pod;
import dev.longshore.schemas.KindSchema;
import dev.longshore.schemas.SchemaCatalog;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Which controllers there are, and what wakes each of them. Each line stands alone: any may be disabled and replaced. */
final class Controllers {
    private static final int WORKERS = 5;

    private Controllers() {}

    static void start(Acting acting, Supplier<SchemaCatalog> catalog, String clusterCidr) {
        acting.start(
                "replicaset",
                WORKERS,
                place -> new ReplicaSetController(place.cluster(), place.executor(), place.time()),
                Controllers::wakesReplicaSets);
        acting.start(
                "deployment",
                WORKERS,
                place -> new DeploymentController(place.cluster(), place.executor(), place.time()),
                Controllers::wakesDeployments);
        acting.start("scheduler", 1, Controllers::scheduler, Controllers::wakesScheduler);
        acting.start(
                "nodes",
                1,
                place -> new NodeController(place.cluster(), place.executor(), place.time(), clusterCidr),
                cluster -> List.of(
                        new Feed(Query.all(Node.KIND), Sources::itself),
                        new Feed(Query.in(Lease.KIND, "kube-node-lease"), Controllers::nodeOfLease)));
        acting.start(
                "owners",
                WORKERS,
                place -> new OwnerController(place.cluster(), place.executor(), catalog),
                cluster -> wakesOwners(cluster, catalog));
        acting.start(
                "namespaces",
                WORKERS,
                place -> new NamespaceController(place.cluster(), place.executor(), catalog, place.time()),
                cluster -> List.of(new Feed(Query.all(Namespace.KIND), Sources::itself)));
        acting.start(
                "events",
                1,
                place -> new EventExpiry(place.cluster(), place.executor(), place.time()),
                cluster -> List.of(new Feed(
                        Query.all(Namespace.KIND), queue -> Sources.each(queue, item -> List.of(EventExpiry.KEY)))));
    }

    private static SchedulingController scheduler(Place place) {
        return new SchedulingController(
                place.cluster(), place.executor(), place.following(), place.time(), place.chance());
    }

    private static List<Feed> wakesReplicaSets(Cluster cluster) {
        return List.of(
                new Feed(Query.all(ReplicaSet.KIND), Sources::itself),
                new Feed(Query.all(Pod.KIND), queue -> Sources.controller(ReplicaSet.KIND, queue)),
                new Feed(Query.all(Pod.KIND), queue -> Sources.each(queue, pod -> adopters(cluster, pod))));
    }

    /** A pod without a controller may be adopted by every set that selects it. */
    private static List<ObjectKey> adopters(Cluster cluster, Item pod) {
        if (pod.controller().isPresent()) {
            return List.of();
        }
        return cluster.list(Query.in(ReplicaSet.KIND, pod.namespace())).items().stream()
                .filter(set -> new ReplicaSet(set).selector().matches(pod.labels()))
                .map(Item::key)
                .toList();
    }

    private static List<Feed> wakesDeployments(Cluster cluster) {
        return List.of(
                new Feed(Query.all(Deployment.KIND), Sources::itself),
                new Feed(Query.all(ReplicaSet.KIND), queue -> Sources.controller(Deployment.KIND, queue)),
                new Feed(Query.all(Pod.KIND), queue -> whenGone(queue, pod -> deploymentOf(cluster, pod))));
    }

    /** Recreate waits for the last old pod to be gone. */
    private static List<ObjectKey> deploymentOf(Cluster cluster, Item pod) {
        return owner(pod, ReplicaSet.KIND).flatMap(cluster::get).flatMap(set -> owner(set, Deployment.KIND)).stream()
                .toList();
    }

    private static Optional<ObjectKey> owner(Item item, Kind kind) {
        return item.controller()
                .filter(reference -> reference.kind().equals(kind.name()))
                .map(OwnerReference::name)
                .map(name -> ObjectKey.of(kind, item.namespace(), name));
    }

    private static List<Feed> wakesScheduler(Cluster cluster) {
        Function<Item, List<ObjectKey>> waiting = changed -> waiting(cluster);
        return List.of(
                new Feed(
                        Query.all(Pod.KIND),
                        queue -> Sources.when(item -> new Pod(item).nodeName(), Sources.itself(queue))),
                new Feed(Query.all(Pod.KIND), queue -> whenGone(queue, waiting)),
                new Feed(
                        Query.all(Pod.KIND),
                        queue -> Sources.when(
                                item -> new Pod(item).finished(), whenKnown(Sources.each(queue, waiting)))),
                new Feed(Query.all(Node.KIND), queue -> Sources.when(Controllers::room, Sources.each(queue, waiting))));
    }

    private static List<ObjectKey> waiting(Cluster cluster) {
        return cluster.list(Query.all(Pod.KIND).where("spec.nodeName", "")).items().stream()
                .map(Item::key)
                .toList();
    }

    /** What of a node decides whether a pod fits. */
    private static List<Object> room(Item node) {
        return List.of(
                node.fields().at("spec"),
                node.fields().at("metadata", "labels"),
                node.fields().at("status", "allocatable"));
    }

    private static WatchFeed.Listener nodeOfLease(KeyedQueue<ObjectKey> queue) {
        return Sources.each(queue, lease -> List.of(ObjectKey.of(Node.KIND, lease.name())));
    }

    private static List<Feed> wakesOwners(Cluster cluster, Supplier<SchemaCatalog> catalog) {
        return catalog.get().kinds().stream()
                .map(KindSchema::kind)
                .map(kind -> new Feed(Query.all(kind), queue -> ownership(cluster, catalog, queue)))
                .toList();
    }

    /** An object whose owners or deletion changed, and, when one begins to go or is gone, all that name it as owner. */
    private static WatchFeed.Listener ownership(
            Cluster cluster, Supplier<SchemaCatalog> catalog, KeyedQueue<ObjectKey> queue) {
        WatchFeed.Listener itself = Sources.when(
                item -> List.of(item.owners(), item.terminating(), item.fields().texts("metadata", "finalizers")),
                Sources.each(
                        queue,
                        item -> item.owners().isEmpty() && !item.terminating() ? List.of() : List.of(item.key())));
        return (before, after) -> {
            itself.changed(before, after);
            boolean going = after.map(Item::terminating).orElse(true)
                    && before.filter(Item::terminating).isEmpty();
            if (going || after.isEmpty()) {
                after.or(() -> before)
                        .ifPresent(owner -> OwnerController.dependants(cluster, catalog.get(), owner)
                                .forEach(item -> queue.add(item.key())));
            }
            if (after.isEmpty()) {
                before.ifPresent(gone -> gone.owners()
                        .forEach(reference ->
                                ownerKey(catalog.get(), gone, reference).ifPresent(queue::add)));
            }
        };
    }

    /** An owner that waits for its dependants must hear that one of them is gone. */
    private static Optional<ObjectKey> ownerKey(SchemaCatalog catalog, Item gone, OwnerReference reference) {
        return OwnerController.kind(catalog, reference)
                .map(kind -> new ObjectKey(kind, kind.namespaced() ? gone.namespace() : "", reference.name(), ""));
    }

    private static WatchFeed.Listener whenGone(KeyedQueue<ObjectKey> queue, Function<Item, List<ObjectKey>> keys) {
        return (before, after) -> {
            if (after.isEmpty()) {
                before.map(keys).ifPresent(woken -> woken.forEach(queue::add));
            }
        };
    }

    private static WatchFeed.Listener whenKnown(WatchFeed.Listener then) {
        return (before, after) -> {
            if (before.isPresent() && after.isPresent()) {
                then.changed(before, after);
            }
        };
    }
}

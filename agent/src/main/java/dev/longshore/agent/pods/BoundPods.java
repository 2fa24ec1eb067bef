package dev.longshore.agent.pods;

import dev.longshore.agent.pods.specs.References;
import dev.longshore.cluster.WatchFeed;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Pod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The pods bound to this node: as the cluster tells, and until it has told all of them once, as they were last accepted. Only after that
 * is a pod that is not among them known to be gone.
 *
 * @param accepted before this start and not known to be gone, by name
 * @param folders all pods that have left a folder
 */
record BoundPods(WatchFeed feed, Map<ObjectKey, Item> accepted, List<Pod> folders) {
    static BoundPods of(WatchFeed feed, PodFolder folder) {
        Map<ObjectKey, Item> byKey = new TreeMap<>();
        List<Pod> folders = folder.pods();
        folders.stream()
                .filter(pod -> !folder.gone(pod))
                .forEach(pod -> byKey.put(pod.item().key(), pod.item()));
        return new BoundPods(feed, byKey, folders);
    }

    Optional<Pod> get(ObjectKey key) {
        return feed.get(key)
                .or(() -> feed.complete() ? Optional.empty() : Optional.ofNullable(accepted.get(key)))
                .map(Pod::new);
    }

    /** Whether absence means gone. */
    boolean confirmed() {
        return feed.complete();
    }

    /** All names under which there may be something to do. */
    Set<ObjectKey> keys() {
        Set<ObjectKey> keys = new TreeSet<>();
        folders.forEach(pod -> keys.add(pod.item().key()));
        feed.items().forEach(item -> keys.add(item.key()));
        return keys;
    }

    /** Of the pods that the cluster tells of. */
    Set<String> uids() {
        Set<String> uids = new TreeSet<>();
        feed.items().forEach(item -> uids.add(item.uid()));
        return uids;
    }

    /** Those that name a ConfigMap or Secret. */
    List<Pod> naming(ObjectKey object) {
        return keys().stream()
                .filter(key -> key.namespace().equals(object.namespace()))
                .flatMap(key -> get(key).stream())
                .filter(pod -> References.of(pod).names(object))
                .toList();
    }
}

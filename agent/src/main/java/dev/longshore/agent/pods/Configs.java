package dev.longshore.agent.pods;

import dev.longshore.agent.pods.specs.Config;
import dev.longshore.agent.pods.specs.References;
import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.Query;
import dev.longshore.cluster.WatchFeed;
import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.ConfigMap;
import dev.longshore.objects.core.Pod;
import dev.longshore.objects.core.Secret;
import dev.longshore.tasks.Chance;
import dev.longshore.tasks.Tasks;
import dev.longshore.tasks.Time;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * ConfigMaps and Secrets that pods of this node name. The first need of a kind starts its one watch, which the door filters to what this
 * node may see; an object that the watch has not brought is asked for by name. Kept in memory only.
 */
final class Configs {
    private final Cluster cluster;
    private final Consumer<ObjectKey> changed;
    private final Time time;
    private final Tasks tasks;
    private final Chance chance;
    private final Map<String, WatchFeed> feeds = new ConcurrentSkipListMap<>();
    private final Map<ObjectKey, Item> asked = new ConcurrentSkipListMap<>();
    /** Changes heard: an answer that crossed one may be older than it and is not kept. */
    private final AtomicLong heard = new AtomicLong();

    /** @param changed hears of each object that changed; must not wait */
    Configs(Cluster cluster, Consumer<ObjectKey> changed, Time time, Tasks tasks, Chance chance) {
        this.cluster = cluster;
        this.changed = changed;
        this.time = time;
        this.tasks = tasks;
        this.chance = chance;
    }

    /**
     * What a pod names, as far as it exists.
     * @throws dev.longshore.cluster.Unavailable when something was never seen and the cluster does not answer
     * @throws dev.longshore.cluster.RefusedException when this node may not see it
     */
    Config read(Pod pod) {
        References names = References.of(pod);
        return new Config(
                all(ConfigMap.KIND, pod.item().namespace(), names.configMaps()),
                all(Secret.KIND, pod.item().namespace(), names.secrets()));
    }

    private Map<String, Item> all(Kind kind, String namespace, Set<String> names) {
        Map<String, Item> found = new TreeMap<>();
        for (String name : names) {
            find(ObjectKey.of(kind, namespace, name)).ifPresent(item -> found.put(name, item));
        }
        return found;
    }

    private Optional<Item> find(ObjectKey key) {
        Optional<Item> watched = feed(key.kind()).get(key);
        if (watched.isPresent()) {
            return watched;
        }
        Optional<Item> known = Optional.ofNullable(asked.get(key));
        if (known.isPresent()) {
            return known;
        }
        long before = heard.get();
        Optional<Item> answer = cluster.get(key);
        if (heard.get() == before) {
            answer.ifPresent(item -> asked.put(key, item));
        }
        return answer;
    }

    private WatchFeed feed(Kind kind) {
        WatchFeed known = feeds.get(kind.resource());
        if (known != null) {
            return known;
        }
        var made = new WatchFeed(cluster, Query.all(kind), this::hear, time, tasks, chance.fork(kind.resource()));
        WatchFeed first = feeds.putIfAbsent(kind.resource(), made);
        if (first == null) {
            made.start();
        }
        return first == null ? made : first;
    }

    /** From here on the watch knows better than what was asked for. */
    private void hear(Optional<Item> before, Optional<Item> after) {
        after.or(() -> before).map(Item::key).ifPresent(key -> {
            heard.incrementAndGet();
            asked.remove(key);
            changed.accept(key);
        });
    }
}

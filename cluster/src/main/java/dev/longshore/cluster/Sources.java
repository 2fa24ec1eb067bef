package dev.longshore.cluster;

import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.OwnerReference;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;

/** Which keys a change wakes. Each looks at the state before and after: an object that moves wakes where it was and where it is. */
public final class Sources {
    private Sources() {}

    /** The changed object itself. */
    public static WatchFeed.Listener itself(KeyedQueue<ObjectKey> queue) {
        return each(queue, item -> List.of(item.key()));
    }

    /** The controller of the changed object, when it is of the given kind. */
    public static WatchFeed.Listener controller(Kind kind, KeyedQueue<ObjectKey> queue) {
        return each(
                queue,
                item -> item.controller().filter(owner -> isOf(owner, kind)).stream()
                        .map(owner -> ObjectKey.of(kind, kind.namespaced() ? item.namespace() : "", owner.name()))
                        .toList());
    }

    /** Whatever keys a state names. */
    public static WatchFeed.Listener each(KeyedQueue<ObjectKey> queue, Function<Item, List<ObjectKey>> keys) {
        return (before, after) -> {
            TreeSet<ObjectKey> woken = new TreeSet<>();
            before.map(keys).ifPresent(woken::addAll);
            after.map(keys).ifPresent(woken::addAll);
            woken.forEach(queue::add);
        };
    }

    /** Only changes in which a part of the state differs: a controller of specs need not wake for every status. */
    public static WatchFeed.Listener when(Function<Item, Object> part, WatchFeed.Listener then) {
        return (before, after) -> {
            if (!Objects.equals(before.map(part), after.map(part))) {
                then.changed(before, after);
            }
        };
    }

    private static boolean isOf(OwnerReference owner, Kind kind) {
        return owner.kind().equals(kind.name()) && group(owner.apiVersion()).equals(kind.group());
    }

    private static String group(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }
}

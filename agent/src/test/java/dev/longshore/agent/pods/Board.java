package dev.longshore.agent.pods;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.DeleteOptions;
import dev.longshore.cluster.Page;
import dev.longshore.cluster.Patch;
import dev.longshore.cluster.Query;
import dev.longshore.cluster.Start;
import dev.longshore.cluster.Unavailable;
import dev.longshore.cluster.Watch;
import dev.longshore.cluster.WatchEvent;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.objects.ApiStatus;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Pod;
import dev.longshore.tasks.Mailbox;
import dev.longshore.tasks.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The few calls of a cluster that an agent makes, without any rule of a door: objects by key, whole watches, an applied status, a delete
 * by uid. The agent against the real door is tried where both are on the class path.
 */
public final class Board {
    private final Map<ObjectKey, Item> items = new TreeMap<>();
    private final List<Open> open = new ArrayList<>();
    final List<String> writes = new ArrayList<>();
    /** Bodies of the pod statuses that were taken, in order. */
    final List<ObjectNode> reports = new ArrayList<>();

    private long revision;
    private boolean away;

    private record Open(Query query, Mailbox<WatchEvent> events) {}

    /** As one process sees it. */
    public Cluster as(Tasks tasks) {
        return new Handle(tasks);
    }

    /** Nobody answers, every watch breaks. */
    public void away(boolean now) {
        away = now;
        if (now) {
            cut(new WatchEvent.Ended("away"));
        }
    }

    /** Nobody remembers any more where the watches were: they begin anew. */
    void forgetWatches() {
        cut(new WatchEvent.Expired(ApiStatus.of(410, "Expired", "too old")));
    }

    private void cut(WatchEvent end) {
        open.forEach(watch -> watch.events().offer(end));
        open.clear();
    }

    public Item put(Kind kind, ObjectNode body) {
        ObjectNode copy = body.deepCopy();
        ((ObjectNode) copy.get("metadata")).put("resourceVersion", Long.toString(++revision));
        Item item = Item.read(kind, copy);
        Item before = items.put(item.key(), item);
        tell(item, before == null ? new WatchEvent.Added(item) : new WatchEvent.Modified(item));
        return item;
    }

    public void change(ObjectKey key, Consumer<ObjectNode> edit) {
        Item item = items.get(key);
        if (item != null) {
            put(key.kind(), item.draft().edited(edit).copy());
        }
    }

    void remove(ObjectKey key) {
        Item gone = items.remove(key);
        if (gone != null) {
            revision++;
            tell(gone, new WatchEvent.Deleted(gone));
        }
    }

    public Optional<Item> get(ObjectKey key) {
        return Optional.ofNullable(items.get(key));
    }

    private void tell(Item item, WatchEvent event) {
        open.stream()
                .filter(watch -> selects(watch.query(), item))
                .forEach(watch -> watch.events().offer(event));
    }

    private static boolean selects(Query query, Item item) {
        return item.kind().equals(query.kind())
                && query.fields().entrySet().stream()
                        .allMatch(field -> item.text(field.getKey().split("\\."))
                                .orElse("")
                                .equals(field.getValue()));
    }

    private final class Handle implements Cluster {
        private final Tasks tasks;

        Handle(Tasks tasks) {
            this.tasks = tasks;
        }

        @Override
        public Optional<Item> get(ObjectKey key) {
            requireHere();
            return Board.this.get(key.whole());
        }

        @Override
        public Page list(Query query) {
            throw new UnsupportedOperationException("an agent lists nothing");
        }

        @Override
        public Watch watch(Query query, Start start) {
            requireHere();
            Mailbox<WatchEvent> events = tasks.mailbox(1000);
            items.values().stream()
                    .filter(item -> selects(query, item))
                    .forEach(item -> events.offer(new WatchEvent.Added(item)));
            events.offer(new WatchEvent.Bookmark(revision, true));
            var mine = new Open(query, events);
            open.add(mine);
            return new Watch() {
                @Override
                public Optional<WatchEvent> next(Duration limit) {
                    return events.take(limit);
                }

                @Override
                public void close() {
                    open.remove(mine);
                }
            };
        }

        @Override
        public WriteResult create(Draft object, WriteOptions options) {
            requireHere();
            ObjectKey named = object.key().name().isEmpty()
                    ? ObjectKey.of(object.key().kind(), object.key().namespace(), "made-" + revision)
                    : object.key();
            ObjectNode body = object.copy();
            ((ObjectNode) body.get("metadata")).put("name", named.name());
            return new WriteResult.Written(put(named.kind(), body), true, List.of());
        }

        @Override
        public WriteResult replace(Draft object, WriteOptions options) {
            requireHere();
            return new WriteResult.Written(put(object.key().kind(), object.copy()), false, List.of());
        }

        @Override
        public WriteResult patch(ObjectKey key, Patch patch, WriteOptions options) {
            requireHere();
            ObjectNode body = (ObjectNode) ((Patch.Apply) patch).body();
            String uid = body.path("metadata").path("uid").asText("");
            Optional<Item> present = Board.this.get(key.whole());
            if (!uid.isEmpty() && present.filter(item -> item.uid().equals(uid)).isEmpty()) {
                return new WriteResult.Missing();
            }
            String seen = body.path("metadata").path("resourceVersion").asText("");
            if (present.isPresent()
                    && !seen.isEmpty()
                    && !seen.equals(Long.toString(present.get().revision()))) {
                return new WriteResult.Stale(present.get().revision());
            }
            if (key.kind().equals(Pod.KIND)) {
                reports.add(body.deepCopy());
                writes.add(body.path("status").path("phase").asText());
            }
            ObjectNode merged = present.map(item -> item.draft().copy()).orElse(body);
            body.properties().stream()
                    .filter(part -> !part.getKey().equals("metadata"))
                    .forEach(part -> merged.set(part.getKey(), part.getValue()));
            if (body.path("metadata").has("labels")) {
                ((ObjectNode) merged.get("metadata"))
                        .set("labels", body.get("metadata").get("labels"));
            }
            return new WriteResult.Written(put(key.kind(), merged), present.isEmpty(), List.of());
        }

        @Override
        public WriteResult delete(ObjectKey key, DeleteOptions options) {
            requireHere();
            Item item = items.get(key);
            if (item == null || !options.uid().equals(Optional.of(item.uid()))) {
                return item == null ? new WriteResult.Missing() : new WriteResult.Stale(item.revision());
            }
            remove(key);
            return new WriteResult.Deleted(item);
        }

        private void requireHere() {
            if (away) {
                throw new Unavailable("the cluster is away");
            }
        }
    }

    /** Everything of a kind, for invariants. */
    Map<ObjectKey, Item> all() {
        return new LinkedHashMap<>(items);
    }
}

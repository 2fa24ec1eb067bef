package dev.longshore.engine.registry.view;

import static dev.longshore.cluster.Bodies.NAMESPACE;
import static dev.longshore.cluster.Bodies.configMap;
import static dev.longshore.cluster.Bodies.key;
import static dev.longshore.cluster.Bodies.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.longshore.cluster.Page;
import dev.longshore.cluster.Query;
import dev.longshore.cluster.Query.Freshness;
import dev.longshore.cluster.RefusedException;
import dev.longshore.cluster.Start;
import dev.longshore.cluster.Unavailable;
import dev.longshore.cluster.Watch;
import dev.longshore.cluster.WatchEvent.Added;
import dev.longshore.cluster.WatchEvent.Bookmark;
import dev.longshore.cluster.WatchEvent.Ended;
import dev.longshore.cluster.WatchEvent.Expired;
import dev.longshore.engine.store.Change;
import dev.longshore.engine.store.CommitResult;
import dev.longshore.engine.store.memory.MemoryStore;
import dev.longshore.objects.CanonicalJson;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.core.ConfigMap;
import dev.longshore.objects.core.Pod;
import dev.longshore.schemas.SchemaCatalog;
import dev.longshore.tasks.simulated.OneProcess;
import dev.longshore.tasks.simulated.SimulatedProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The view over a store that is written to directly, in simulated time. */
class ViewTest {
    private static final Query MAPS = Query.in(ConfigMap.KIND, NAMESPACE);
    private static final Duration SOON = Duration.ofSeconds(1);

    /** A store, a view of it, and the process they run in. */
    private record Room(SimulatedProcess process, MemoryStore store, View view) {
        private Item put(Draft draft) {
            long seen = view.get(draft.key()).map(Item::revision).orElse(0L);
            byte[] bytes = CanonicalJson.bytes(draft.copy());
            return Item.of(draft.key(), commit(new Change.Put(StoredKeys.of(draft.key()), bytes, seen)), bytes);
        }

        private long remove(Item item) {
            return commit(new Change.Delete(StoredKeys.of(item.key()), item.revision()));
        }

        private long commit(Change change) {
            long revision = ((CommitResult.Committed) store.commit(List.of(change), List.of()))
                    .revisions()
                    .getFirst();
            view.reach(revision);
            return revision;
        }

        private Watch watch(Query query, Start start) {
            return view.watch(query, start, Visibility.ALL);
        }

        private Page list(Query query) {
            return view.list(query, Visibility.ALL);
        }
    }

    private static void in(Consumer<Room> test) {
        OneProcess.underSeeds(3, process -> {
            MemoryStore store = new MemoryStore(process, "test");
            try (View view = View.open(store, SchemaCatalog::builtIn, process, process)) {
                test.accept(new Room(process, store, view));
            }
        });
    }

    @Test
    void readersOfOneStateShareItsTree() {
        in(room -> {
            Item written = room.put(configMap("shared", Map.of()));

            Item read = room.view.get(written.key()).orElseThrow();

            assertThat(room.view.all(MAPS)).singleElement().isSameAs(read);
        });
    }

    @Test
    @DisplayName("W05, C32 of the store: a quiet watch says every minute how far it is")
    void bookmarks() {
        in(room -> {
            Item map = room.put(configMap("a", Map.of()));
            try (Watch watch = room.watch(MAPS, Start.after(map.revision()))) {
                Item other = room.put(pod("p"));

                assertThat(watch.next(Duration.ofSeconds(50))).isEmpty();
                assertThat(watch.next(Duration.ofSeconds(20))).contains(new Bookmark(other.revision(), false));
            }
        });
    }

    @Test
    @DisplayName("W15: a reader that the window passed by is told to list again")
    void slowReader() {
        in(room -> {
            try (Watch watch = room.watch(MAPS, Start.FRESH)) {
                assertThat(watch.next(SOON)).get().isInstanceOf(Bookmark.class);
                Item map = room.put(configMap("a", Map.of()));
                for (int i = 0; i < Shelf.WINDOW_CHANGES_MAX; i++) {
                    map = room.put(configMap("a", Map.of("i", "" + i)));
                }

                assertThat(watch.next(SOON)).get().isInstanceOfSatisfying(Expired.class, end -> {
                    assertThat(end.status().code()).isEqualTo(410);
                    assertThat(end.status().reason()).isEqualTo("Expired");
                });
                assertThat(watch.next(SOON)).get().isInstanceOf(Expired.class);
            }
        });
    }

    @Test
    @DisplayName("W07, L05: what was compacted is neither watched from nor listed at")
    void compacted() {
        in(room -> {
            Item old = room.put(configMap("a", Map.of("k", "1")));
            Item now = room.put(configMap("a", Map.of("k", "2")));
            room.put(configMap("b", Map.of()));
            Query exactly = at(MAPS, old.revision());
            assertThat(room.list(exactly).items()).containsExactly(old);
            String token = room.list(MAPS.page(1, "")).next();
            room.put(configMap("b", Map.of("k", "1")));

            room.store().compact(room.store().head());

            assertThat(room.watch(MAPS, Start.after(now.revision())).next(SOON))
                    .get()
                    .isInstanceOf(Expired.class);
            assertThat(refusal(() -> room.list(exactly))).isEqualTo(410);
            assertThat(refusal(() -> room.list(MAPS.page(1, token)))).isEqualTo(410);
        });
    }

    @Test
    @DisplayName("L06, L07: a revision that does not exist yet is waited for, then refused")
    void tooNew() {
        in(room -> {
            Query later = new Query(
                    ConfigMap.KIND,
                    NAMESPACE,
                    MAPS.labels(),
                    Map.of(),
                    Map.of(),
                    "",
                    0,
                    "",
                    new Freshness.NotOlderThan(100));
            long began = room.process().nanos();

            assertThat(refusal(() -> room.list(later))).isEqualTo(504);
            assertThat(Duration.ofNanos(room.process().nanos() - began)).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
        });
    }

    @Test
    void aWatchResumesAcrossARestart() {
        in(room -> {
            Item a = room.put(configMap("a", Map.of()));
            Item b = room.put(configMap("b", Map.of()));

            try (View restarted = View.open(room.store(), SchemaCatalog::builtIn, room.process(), room.process());
                    Watch watch = restarted.watch(MAPS, Start.after(a.revision()), Visibility.ALL)) {
                assertThat(watch.next(SOON)).contains(new Added(b));
                assertThat(restarted.get(a.key())).contains(a);
            }
        });
    }

    @Test
    void ownersAndUnitsAreFoundByIndex() {
        in(room -> {
            Map<String, Object> owner = Map.of("apiVersion", "v1", "kind", "Pod", "name", "o", "uid", "u1");
            Item owned = room.put(pod("p").with(List.of(owner), "metadata", "ownerReferences"));
            Item tracked = room.put(tracked("a", "web:/ConfigMap:default/a"));
            room.put(tracked("copy", "web:/ConfigMap:default/a"));
            room.put(tracked("other", "api:/ConfigMap:default/other"));

            assertThat(room.list(Query.ownedBy(Pod.KIND, "", "u1")).items()).containsExactly(owned);
            assertThat(room.list(Query.trackedBy(ConfigMap.KIND, "web")).items())
                    .containsExactly(tracked);
            room.remove(tracked);
            assertThat(room.list(Query.trackedBy(ConfigMap.KIND, "web")).items())
                    .isEmpty();
        });
    }

    @Test
    void aClosedViewEndsItsWatchesAndAnswersNobody() {
        in(room -> {
            Watch watch = room.watch(MAPS, Start.FRESH);
            assertThat(watch.next(SOON)).get().isInstanceOf(Bookmark.class);

            room.view().close();

            assertThat(watch.next(SOON)).get().isInstanceOf(Ended.class);
            assertThatThrownBy(() -> room.view().get(key(ConfigMap.KIND, "a"))).isInstanceOf(Unavailable.class);
        });
    }

    @Test
    void aFilteredWatchShowsOnlyWhatItsReaderMaySee() {
        in(room -> {
            Visibility onlyB = item -> item.name().equals("b");
            try (Watch watch = room.view().watch(MAPS, Start.FRESH, onlyB)) {
                room.put(configMap("a", Map.of()));
                Item b = room.put(configMap("b", Map.of()));

                assertThat(watch.next(SOON)).get().isInstanceOf(Bookmark.class);
                assertThat(watch.next(SOON)).contains(new Added(b));
            }
        });
    }

    private static Draft tracked(String name, String id) {
        return configMap(name, Map.of()).with(Map.of(Tracking.ANNOTATION, id), "metadata", "annotations");
    }

    private static Query at(Query query, long revision) {
        return new Query(
                query.kind(),
                query.namespace(),
                query.labels(),
                Map.of(),
                Map.of(),
                "",
                0,
                "",
                new Freshness.Exactly(revision));
    }

    private static int refusal(Runnable read) {
        return catchThrowableOfType(RefusedException.class, read::run).status().code();
    }
}

package dev.longshore.cluster;

import static dev.longshore.cluster.Bodies.NAMESPACE;
import static dev.longshore.cluster.Bodies.configMap;
import static dev.longshore.cluster.Bodies.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.cluster.WatchEvent.Added;
import dev.longshore.cluster.WatchEvent.Bookmark;
import dev.longshore.cluster.WatchEvent.Deleted;
import dev.longshore.cluster.WatchEvent.Ended;
import dev.longshore.cluster.WatchEvent.Expired;
import dev.longshore.cluster.WatchEvent.Modified;
import dev.longshore.objects.Item;
import dev.longshore.objects.Selector;
import dev.longshore.objects.core.ConfigMap;
import dev.longshore.objects.core.Pod;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every cluster promises about watches. */
public abstract class WatchContract {
    private static final WriteOptions TESTER = WriteOptions.by("tester");
    private static final Query MAPS = Query.in(ConfigMap.KIND, NAMESPACE);
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration A_MOMENT = Duration.ofMillis(20);

    private Cluster cluster;

    /** A cluster with the namespace {@code default} and nothing else in it, as somebody with all rights. */
    protected abstract Cluster open();

    @BeforeEach
    void openCluster() {
        cluster = open();
    }

    @Test
    @DisplayName("W08: a fresh watch brings what is there, says when that is complete, then what changes")
    void fresh() {
        Item a = written(cluster.create(configMap("a", Map.of()), TESTER));

        try (Watch watch = cluster.watch(MAPS, Start.FRESH)) {
            assertThat(next(watch)).isEqualTo(new Added(a));
            assertThat(next(watch)).isInstanceOfSatisfying(Bookmark.class, mark -> {
                assertThat(mark.initial()).isTrue();
                assertThat(mark.revision()).isGreaterThanOrEqualTo(a.revision());
            });
            Item b = written(cluster.create(configMap("b", Map.of()), TESTER));
            assertThat(next(watch)).isEqualTo(new Added(b));
        }
    }

    @Test
    @DisplayName("W01, W02: a watch from a revision brings every later change, a deletion at its own revision")
    void afterARevision() {
        Item a = written(cluster.create(configMap("a", Map.of()), TESTER));
        Item changed = written(cluster.replace(a.draft().with("1", "data", "k"), TESTER));
        cluster.delete(a.key(), DeleteOptions.PLAIN);

        try (Watch watch = cluster.watch(MAPS, Start.after(a.revision()))) {
            assertThat(next(watch)).isEqualTo(new Modified(changed));
            assertThat(next(watch)).isInstanceOfSatisfying(Deleted.class, gone -> {
                assertThat(gone.item().revision()).isGreaterThan(changed.revision());
                assertThat(gone.item().strings("data")).containsEntry("k", "1");
            });
        }
    }

    @Test
    @DisplayName("W03: what comes to be selected is added, what no longer is, deleted")
    void selection() {
        Selector web = Selector.of(Map.of("app", "web"));
        Item plain = written(cluster.create(configMap("a", Map.of()), TESTER));

        try (Watch watch = cluster.watch(MAPS.labelled(web), Start.after(plain.revision()))) {
            Item in = written(cluster.replace(plain.draft().with(Map.of("app", "web"), "metadata", "labels"), TESTER));
            Item out = written(cluster.replace(in.draft().without("metadata", "labels"), TESTER));

            assertThat(next(watch)).isEqualTo(new Added(in));
            assertThat(next(watch)).isInstanceOfSatisfying(Deleted.class, gone -> {
                assertThat(gone.item().revision()).isEqualTo(out.revision());
                assertThat(gone.item().labels()).containsEntry("app", "web");
            });
        }
    }

    @Test
    @DisplayName("W04: a pod that is bound appears to those who watch its node")
    void nodeWatch() {
        Item made = written(cluster.create(pod("p"), TESTER));
        Query mine = Query.all(Pod.KIND).where("spec.nodeName", "node-1");

        try (Watch watch = cluster.watch(mine, Start.after(made.revision()))) {
            Item bound = written(cluster.create(new Pod(made).boundTo("node-1"), TESTER));

            assertThat(next(watch)).isEqualTo(new Added(bound));
        }
    }

    @Test
    void aWriteThatChangesNothingWakesNobody() {
        Item made = written(cluster.create(configMap("a", Map.of()), TESTER));

        try (Watch watch = cluster.watch(MAPS, Start.after(made.revision()))) {
            cluster.replace(made.draft(), TESTER);

            assertThat(watch.next(A_MOMENT)).isEmpty();
        }
    }

    @Test
    void aWatchFromTheFutureIsRefused() {
        try (Watch watch = cluster.watch(MAPS, Start.after(1_000_000))) {
            assertThat(next(watch))
                    .isInstanceOfSatisfying(
                            Expired.class,
                            end -> assertThat(end.status().code()).isEqualTo(504));
        }
    }

    @Test
    void aClosedWatchHasEnded() {
        Watch watch = cluster.watch(MAPS, Start.FRESH);
        watch.close();
        watch.close();

        assertThat(watch.next(SOON)).get().isInstanceOf(Ended.class);
    }

    private static WatchEvent next(Watch watch) {
        return watch.next(SOON).orElseThrow();
    }

    private static Item written(WriteResult result) {
        assertThat(result).isInstanceOf(WriteResult.Written.class);
        return ((WriteResult.Written) result).item();
    }
}

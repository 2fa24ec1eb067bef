package dev.longshore.cluster;

import static dev.longshore.cluster.Pods.key;
import static dev.longshore.cluster.Pods.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.cluster.WatchEvent.Added;
import dev.longshore.cluster.WatchEvent.Bookmark;
import dev.longshore.cluster.WatchEvent.Deleted;
import dev.longshore.cluster.WatchEvent.Ended;
import dev.longshore.cluster.WatchEvent.Expired;
import dev.longshore.cluster.WatchEvent.Modified;
import dev.longshore.objects.ApiStatus;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.apps.ReplicaSet;
import dev.longshore.objects.core.Pod;
import dev.longshore.tasks.simulated.OneProcess;
import dev.longshore.tasks.simulated.SimulatedProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WatchFeedTest {
    private static final ApiStatus GONE = ApiStatus.of(410, "Expired", "too old");

    @Test
    @DisplayName("C28 of the store: tells current items, and changes with the state before")
    void tellsCurrentItemsAndChangesWithTheStateBefore() {
        List<String> told = told(List.of(
                new Added(pod("a", 3)), new Bookmark(7, true), new Modified(pod("a", 8)), new Deleted(pod("a", 9))));

        assertThat(told).containsExactly("watch fresh", "- > 3", "3 > 8", "8 > -");
    }

    @Test
    void goesOnAfterTheLastRevisionWhenTheStreamBreaks() {
        List<String> told = told(
                List.of(new Added(pod("a", 3)), new Bookmark(7, true), new Modified(pod("a", 8)), new Ended("cut")),
                List.of(new Modified(pod("a", 9)), new Bookmark(12, false), new Ended("cut")),
                List.of());

        assertThat(told)
                .containsExactly(
                        "watch fresh", "- > 3", "3 > 8", "close", "watch after 8", "8 > 9", "close", "watch after 12");
    }

    @Test
    void beginsAnewWhenItsRevisionIsTooOldAndFindsWhatWentAwayMeanwhile() {
        List<String> told = told(
                List.of(new Added(pod("a", 3)), new Added(pod("b", 4)), new Bookmark(7, true), new Expired(GONE)),
                List.of(new Added(pod("b", 4)), new Added(pod("c", 20)), new Bookmark(21, true)));

        assertThat(told).containsExactly("watch fresh", "- > 3", "- > 4", "close", "watch fresh", "- > 20", "3 > -");
    }

    @Test
    void tellsADeletionThatItHeardOfApartFromWhatAGapHid() {
        List<String> deleted = new ArrayList<>();
        OneProcess.run(1, process -> {
            ScriptedCluster cluster = new ScriptedCluster(process);
            cluster.streams.add(() -> List.of(
                    new Added(pod("a", 3)),
                    new Added(pod("b", 4)),
                    new Bookmark(7, true),
                    new Deleted(pod("a", 8)),
                    new Expired(GONE)));
            cluster.streams.add(() -> List.of(new Bookmark(21, true)));
            WatchFeed feed = feed(process, cluster, new WatchFeed.Listener() {
                @Override
                public void changed(Optional<Item> before, Optional<Item> after) {}

                @Override
                public void deleted(Item last) {
                    deleted.add(text(Optional.of(last)));
                }
            });
            process.sleep(Duration.ofSeconds(5));
            assertThat(feed.items()).isEmpty();
        });

        assertThat(deleted).containsExactly("3");
    }

    @Test
    void beginsAnewWhenTheStreamBreaksBeforeTheItemsAreComplete() {
        List<String> told = told(
                List.of(new Added(pod("a", 3)), new Ended("cut")),
                List.of(new Added(pod("a", 3)), new Bookmark(7, true)));

        assertThat(told).containsExactly("watch fresh", "- > 3", "close", "watch fresh");
    }

    @Test
    void beginsAnewWhenTheDoorRefusesTheRevision() {
        List<String> told = told(List.of(
                () -> List.of(new Bookmark(7, true), new Ended("cut")),
                () -> {
                    throw new RefusedException(GONE);
                },
                () -> List.of(new Added(pod("a", 3)), new Bookmark(21, true))));

        assertThat(told).containsExactly("watch fresh", "close", "watch after 7", "watch fresh", "- > 3");
    }

    @Test
    void keepsAskingWhileTheClusterIsAway() {
        Supplier<List<WatchEvent>> away = () -> {
            throw new Unavailable("connection refused");
        };
        List<String> told = told(List.of(away, away, away, () -> List.of(new Bookmark(7, true))));

        assertThat(told).containsExactly("watch fresh", "watch fresh", "watch fresh", "watch fresh");
    }

    @Test
    void knowsItsItemsOnceTheyAreComplete() {
        OneProcess.run(1, process -> {
            ScriptedCluster cluster = new ScriptedCluster(process);
            cluster.streams.add(() -> List.of(new Added(pod("b", 4)), new Added(pod("a", 3)), new Bookmark(7, true)));
            WatchFeed feed = feed(process, cluster, (before, after) -> {});

            assertThat(feed.complete()).isFalse();
            process.sleep(Duration.ofSeconds(1));
            assertThat(feed.complete()).isTrue();
            assertThat(feed.items()).containsExactly(pod("a", 3), pod("b", 4));
            assertThat(feed.get(key("a"))).contains(pod("a", 3));
        });
    }

    @Test
    void aChangeOfOwnerWakesBothOwners() {
        OneProcess.run(1, process -> {
            KeyedQueue<ObjectKey> queue = new KeyedQueue<>(process, process, process.chance());
            Item orphan = pod("a", 1);
            Item owned = Pods.item(Pods.owned("a", "uid-web"), 2);

            Sources.controller(ReplicaSet.KIND, queue).changed(Optional.of(owned), Optional.of(orphan));

            assertThat(queue.take(Duration.ZERO)).contains(ObjectKey.of(ReplicaSet.KIND, "shop", "web"));
            assertThat(queue.depth()).isZero();
        });
    }

    @Test
    void aPartThatDidNotChangeWakesNobody() {
        OneProcess.run(1, process -> {
            KeyedQueue<ObjectKey> queue = new KeyedQueue<>(process, process, process.chance());
            WatchFeed.Listener byLabels = Sources.when(Item::labels, Sources.itself(queue));

            byLabels.changed(Optional.of(pod("a", 1)), Optional.of(pod("a", 2)));
            assertThat(queue.depth()).isZero();
            byLabels.changed(Optional.empty(), Optional.of(pod("a", 2)));
            assertThat(queue.depth()).isEqualTo(1);
        });
    }

    @SafeVarargs
    private static List<String> told(List<WatchEvent>... streams) {
        List<Supplier<List<WatchEvent>>> scripts = new ArrayList<>();
        for (List<WatchEvent> stream : streams) {
            scripts.add(() -> stream);
        }
        return told(scripts);
    }

    private static List<String> told(List<Supplier<List<WatchEvent>>> scripts) {
        List<String> told = new ArrayList<>();
        OneProcess.run(1, process -> {
            ScriptedCluster cluster = new ScriptedCluster(process);
            cluster.streams.addAll(scripts);
            feed(process, cluster, (before, after) -> cluster.calls.add(text(before) + " > " + text(after)));
            process.sleep(Duration.ofSeconds(5));
            told.addAll(cluster.calls);
        });
        return told;
    }

    private static WatchFeed feed(SimulatedProcess process, Cluster cluster, WatchFeed.Listener listener) {
        WatchFeed feed =
                new WatchFeed(cluster, Query.in(Pod.KIND, "shop"), listener, process, process, process.chance());
        feed.start();
        return feed;
    }

    private static String text(Optional<Item> item) {
        return item.map(there -> Long.toString(there.revision())).orElse("-");
    }
}

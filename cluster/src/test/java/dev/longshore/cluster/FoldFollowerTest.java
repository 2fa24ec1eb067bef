package dev.longshore.cluster;

import static dev.longshore.cluster.Pods.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.cluster.WatchEvent.Added;
import dev.longshore.cluster.WatchEvent.Bookmark;
import dev.longshore.cluster.WatchEvent.Deleted;
import dev.longshore.cluster.WatchEvent.Expired;
import dev.longshore.objects.ApiStatus;
import dev.longshore.objects.core.Pod;
import dev.longshore.tasks.simulated.OneProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoldFollowerTest {
    /** How many there are. */
    private static final Fold<Integer> COUNT = new Fold<>() {
        @Override
        public Integer empty() {
            return 0;
        }

        @Override
        public Integer apply(Integer state, WatchEvent change) {
            return switch (change) {
                case Added _ -> state + 1;
                case Deleted _ -> state - 1;
                default -> state;
            };
        }
    };

    @Test
    void followsAndIsWholeAlsoWhileItBeginsAnew() {
        OneProcess.run(1, process -> {
            ScriptedCluster cluster = new ScriptedCluster(process);
            cluster.streams.add(() -> List.of(
                    new Added(pod("a", 1)),
                    new Added(pod("b", 2)),
                    new Bookmark(4, true),
                    new Deleted(pod("a", 6)),
                    new Expired(ApiStatus.of(410, "Expired", "too old"))));
            cluster.streams.add(() -> List.of(new Added(pod("c", 9)), new Added(pod("d", 10)), new Bookmark(11, true)));
            List<String> published = new ArrayList<>();
            List<FoldFollower<Integer>> self = new ArrayList<>();
            FoldFollower<Integer> follower = new FoldFollower<>(
                    cluster,
                    Query.all(Pod.KIND),
                    COUNT,
                    () -> self.getFirst().state().ifPresent(now -> published.add(now.state() + "@" + now.revision())),
                    process,
                    process,
                    process.chance());
            self.add(follower);

            assertThat(follower.state()).isEmpty();
            follower.start();
            process.sleep(Duration.ofSeconds(5));
            assertThat(published).containsExactly("2@4", "1@6", "2@11");
            assertThat(follower.atLeast(11)).contains(2);
            assertThat(follower.atLeast(12)).isEmpty();
        });
    }
}

package dev.longshore.engine.workloads.deployment;

import static dev.longshore.engine.workloads.Fixtures.deploymentDraft;
import static dev.longshore.engine.workloads.Fixtures.stored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.engine.workloads.deployment.RolloutPlan.Bounds;
import dev.longshore.engine.workloads.deployment.RolloutPlan.Size;
import dev.longshore.objects.apps.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutPlanTest {
    @ParameterizedTest(name = "{0}: {1} replicas, surge {2}, unavailable {3}: {4}")
    @CsvSource({
        "D-02, 10, 25%, 25%, '0,10 3,10 3,5 8,5 8,0 10,0'",
        "D-01, 3, 25%, 25%, '0,3 1,3 1,2 2,2 2,1 3,1 3,0'",
        "table, 4, 50%, 50%, '0,4 2,4 2,0 4,0'",
        "D-04, 5, 30%, 30%, '0,5 2,5 2,2 5,2 5,0'",
        "table, 3, 0, 1, '0,3 0,2 1,2 1,1 2,1 2,0 3,0'",
        "table, 1, 25%, 25%, '0,1 1,1 1,0'",
        "D-03, 1, 0, 25%, '0,1 0,0 1,0'",
        "table, 4, 100%, 0%, '0,4 4,4 4,0'"
    })
    void rollsInTheseSteps(String row, int replicas, String surge, String unavailable, String expected) {
        assertThat(steps(bounds(replicas, surge, unavailable), true)).as(row).isEqualTo(expected);
    }

    @Test
    @DisplayName("D-05: when new pods never get ready, the minimum of old ones keeps serving")
    void aBrokenTemplateStopsHalfWay() {
        assertThat(steps(bounds(10, "3", "2"), false)).isEqualTo("0,10 3,10 3,8 5,8");
    }

    @Test
    @DisplayName("D-08: unavailable old pods go before healthy ones")
    void unhealthyOldPodsGoFirst() {
        Map<String, Integer> sizes = RolloutPlan.shrunk(
                new Size("new", 3, 0, 0, 3),
                List.of(new Size("a", 5, 5, 0, 5), new Size("b", 5, 3, 0, 5)),
                new Bounds(10, 3, 2));

        assertThat(sizes).containsEntry("b", 3).doesNotContainKey("a");
    }

    @ParameterizedTest(name = "{0}: old {1}, new {2} of {3} to {4} with surge {5}: old {6}, new {7}")
    @CsvSource({
        "D-11, 8, 5, 13, 15, 3, 11, 7",
        "table, 8, 5, 13, 11, 3, 9, 5",
        "D-13, 8, 5, 13, 5, 3, 5, 3",
        "D-12, 8, 5, 13, 0, 3, 0, 0",
        "table, 4, 1, 5, 6, 1, 6, 1"
    })
    void scalingInTheMiddleKeepsTheShares(
            String row, int old, int fresh, int max, int replicas, int surge, int oldAfter, int freshAfter) {
        Map<String, Integer> sizes = RolloutPlan.proportional(
                List.of(new Size("old", old, old, max, old), new Size("new", fresh, fresh, max, fresh)),
                new Bounds(replicas, surge, 0));

        assertThat(sizes).as(row).containsEntry("old", oldAfter).containsEntry("new", freshAfter);
    }

    @Test
    @DisplayName("table: three sets grow to b10 a10 c5")
    void threeSetsGrowInProportion() {
        Map<String, Integer> sizes = RolloutPlan.proportional(
                List.of(new Size("a", 5, 5, 13, 5), new Size("b", 5, 5, 13, 5), new Size("c", 3, 3, 13, 3)),
                new Bounds(20, 5, 0));

        assertThat(sizes).containsEntry("a", 10).containsEntry("b", 10).containsEntry("c", 5);
    }

    @Test
    @DisplayName("safety: never above wanted + surge, never below the minimum by its own doing; liveness: arrives")
    void randomRolloutsKeepTheirBoundsAndArrive() {
        for (long seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            int replicas = random.nextInt(13);
            int surge = random.nextInt(4);
            Bounds bounds = new Bounds(replicas, surge, surge == 0 ? 1 : random.nextInt(4));
            assertThat(arrives(bounds, random)).as("seed %s", seed).isTrue();
        }
    }

    private static boolean arrives(Bounds bounds, Random random) {
        Size fresh = new Size("new", 0, 0, 0, 0);
        List<Size> old = new ArrayList<>(List.of(new Size("a", bounds.replicas(), bounds.replicas(), 0, 0)));
        for (int pass = 0; pass < 200; pass++) {
            int before = available(fresh, old);
            int grown = RolloutPlan.grown(fresh, old, bounds);
            if (grown != fresh.wanted()) {
                fresh = fresh.at(grown);
                assertThat(fresh.wanted() + old.getFirst().wanted()).isLessThanOrEqualTo(bounds.maxTotal());
            } else {
                int left = RolloutPlan.shrunk(fresh, old, bounds)
                        .getOrDefault("a", old.getFirst().wanted());
                old.set(0, new Size("a", left, Math.min(left, old.getFirst().available()), 0, left));
                assertThat(available(fresh, old)).isGreaterThanOrEqualTo(Math.min(before, bounds.minAvailable()));
            }
            int more = Math.min(fresh.wanted(), fresh.available() + random.nextInt(2));
            fresh = new Size("new", fresh.wanted(), more, 0, fresh.wanted());
        }
        return fresh.wanted() == bounds.replicas() && old.getFirst().wanted() == 0;
    }

    private static int available(Size fresh, List<Size> old) {
        return fresh.available() + old.stream().mapToInt(Size::available).sum();
    }

    private static String steps(Bounds bounds, boolean newPodsGetReady) {
        int fresh = 0;
        int old = bounds.replicas();
        StringBuilder steps = new StringBuilder("0," + old);
        for (int pass = 0; pass < 50; pass++) {
            Size now = new Size("new", fresh, newPodsGetReady ? fresh : 0, 0, fresh);
            List<Size> before = List.of(new Size("old", old, old, 0, old));
            int grown = RolloutPlan.grown(now, before, bounds);
            int left = grown == fresh ? RolloutPlan.shrunk(now, before, bounds).getOrDefault("old", old) : old;
            if (grown != fresh || left != old) {
                steps.append(' ').append(grown).append(',').append(left);
            }
            fresh = grown;
            old = left;
        }
        return steps.toString();
    }

    private static Bounds bounds(int replicas, String surge, String unavailable) {
        return Bounds.of(new Deployment(stored(deploymentDraft(replicas, surge, unavailable, "a:1"), "d", 1)));
    }
}

package dev.longshore.engine.gitops.sync;

import static dev.longshore.engine.gitops.sync.World.FULL;
import static dev.longshore.engine.gitops.sync.World.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.gitops.Application;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PrunePlanTest {
    private static final ObjectKey TWO = ObjectKey.of(Application.KIND, "argocd", "two");

    @Test
    @DisplayName("A76: what another application wishes for is not pruned, not even when a person asks")
    void whatOthersWishForStays() {
        Picture picture = claimed(World.configMaps(9), 8);

        PrunePlan.Pruning pruning = PrunePlan.plan(picture, unit(FULL), true, true);

        assertThat(pruning.deletes()).extracting(Item::name).containsExactly("x8");
        assertThat(pruning.held()).hasSize(8).contains("ConfigMap shop/x0: awaiting hand-over to argocd/two");
        assertThat(pruning.kept()).hasSize(8);
    }

    @Test
    @DisplayName("A74, A76: what is handed over is no deletion: the brake does not count it")
    void whatIsHandedOverIsNoDeletion() {
        PrunePlan.Pruning pruning = PrunePlan.plan(
                claimed(World.configMaps(9), 8), unit("automated: {prune: true, allowEmpty: true}"), true, false);

        assertThat(pruning.guard()).isEmpty();
        assertThat(pruning.deletes()).hasSize(1);
    }

    @Test
    @DisplayName("A74: a child application counts with all the objects that its deletion takes along")
    void aChildCountsWithItsObjects() {
        Item child = World.live(Application.KIND, "child", "");
        List<Comparison> rest =
                World.wished(Map.of("a", 0, "b", 0)).stream().map(World::inSync).toList();
        Others along = new Others(Map.of(), List.of(), Map.of(child.key(), 7));
        Picture picture = new Picture(World.COMMIT, rest, List.of(child), false, along);

        PrunePlan.Pruning pruning = PrunePlan.plan(picture, unit(FULL), true, false);

        assertThat(pruning.deletes()).isEmpty();
        assertThat(pruning.guard().orElseThrow().message()).startsWith("would delete 8 of 10 objects");
    }

    private static Picture claimed(List<Item> extras, int count) {
        Map<ObjectKey, Claim> claims = new TreeMap<>();
        extras.subList(0, count)
                .forEach(item -> claims.put(item.key(), new Claim(TWO, false, "awaiting hand-over to argocd/two")));
        return new Picture(World.COMMIT, List.of(), extras, false, new Others(claims, List.of(), Map.of()));
    }
}

package dev.longshore.engine.gitops.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.engine.gitops.render.SyncOptions;
import dev.longshore.engine.gitops.sync.CascadePlan.Cascade;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.ConfigMap;
import dev.longshore.objects.gitops.Application;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CascadePlanTest {
    private static final ObjectKey TWO = ObjectKey.of(Application.KIND, "argocd", "two");
    private static final Item A = World.configMap("a");
    private static final Item LATE = World.annotated(ConfigMap.KIND, "late", "argocd.argoproj.io/sync-wave", "5");

    @Test
    @DisplayName("A80: the highest wave goes first, and the next one waits until it is gone")
    void wavesGoDown() {
        assertThat(plan(List.of(A, LATE), Map.of())).isEqualTo(new Cascade.Delete(List.of(LATE)));

        Item leaving = Item.read(
                ConfigMap.KIND,
                LATE.draft()
                        .with("2026-01-01T00:00:00Z", "metadata", "deletionTimestamp")
                        .copy());
        assertThat(plan(List.of(A, leaving), Map.of())).isEqualTo(new Cascade.Wait(false));
    }

    @Test
    @DisplayName("A80: what says Delete=false stays, and nobody has to be told")
    void whatIsToStayStays() {
        Item kept = World.annotated(ConfigMap.KIND, "kept", "argocd.argoproj.io/sync-options", "Delete=false");

        assertThat(plan(List.of(kept), Map.of())).isEqualTo(new Cascade.Finish(List.of()));
    }

    @Test
    @DisplayName("A76, A80: what another application wishes for stays, and is told")
    void whatOthersWishForStays() {
        Claim claim = new Claim(TWO, false, "awaiting hand-over to argocd/two");

        assertThat(plan(List.of(A, LATE), Map.of(LATE.key(), claim))).isEqualTo(new Cascade.Delete(List.of(A)));
        assertThat(plan(List.of(LATE), Map.of(LATE.key(), claim)))
                .isEqualTo(new Cascade.Finish(List.of("ConfigMap shop/late (awaiting hand-over to argocd/two)")));
    }

    @Test
    @DisplayName("A76, A80: nothing goes while it is not yet known what another application wishes for")
    void theUnknownIsAwaited() {
        assertThat(plan(List.of(A), Map.of(A.key(), new Claim(TWO, true, "argocd/two was not read yet"))))
                .isEqualTo(new Cascade.Wait(true));
    }

    private static Cascade plan(List<Item> tracked, Map<ObjectKey, Claim> claims) {
        return CascadePlan.plan(tracked, SyncOptions.NONE, claims);
    }
}

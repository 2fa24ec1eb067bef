package dev.longshore.engine.cleanup;

import static dev.longshore.engine.workloads.Fixtures.podDraft;
import static dev.longshore.engine.workloads.Fixtures.setDraft;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.ClusterExecutor;
import dev.longshore.cluster.DeleteOptions;
import dev.longshore.cluster.DeleteOptions.Propagation;
import dev.longshore.cluster.Outcome;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.engine.registry.LocalClusters;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Namespace;
import dev.longshore.schemas.SchemaCatalog;
import dev.longshore.tasks.SystemTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Passes over an owner alone: no event of a dependant ever wakes it. */
class OwnerControllerTest {
    private final Cluster cluster = LocalClusters.admin();
    private final OwnerController controller = new OwnerController(
            cluster, new ClusterExecutor(cluster, "owners", new SystemTime()), SchemaCatalog::builtIn);

    @BeforeEach
    void makeNamespace() {
        create(Draft.empty(ObjectKey.of(Namespace.KIND, "", "shop")));
    }

    @Test
    @DisplayName("GC-03: an owner that leaves orphans goes by itself, and they stay")
    void anOrphaningOwnerGoesByItself() {
        Item owner = create(setDraft("web", 1));
        Item pod = create(pod(owner));
        delete(owner.key(), Propagation.ORPHAN);

        passWhileAskedAtOnce(owner.key());

        assertThat(cluster.get(owner.key())).isEmpty();
        assertThat(cluster.get(pod.key()).orElseThrow().owners()).isEmpty();
    }

    @Test
    @DisplayName("GC-02: an owner in the foreground whose dependant was taken over goes at the next look")
    void anOwnerLooksAgainAtWhatItWaitsFor() {
        Item owner = create(setDraft("web", 1));
        create(pod(owner));
        delete(owner.key(), Propagation.FOREGROUND);

        Outcome outcome = controller.reconcile(owner.key());

        assertThat(cluster.get(owner.key())).isPresent();
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Again.class,
                        again -> assertThat(again.delay()).isPositive().isLessThanOrEqualTo(Duration.ofMinutes(1)));
    }

    private void passWhileAskedAtOnce(ObjectKey key) {
        for (int pass = 0; pass < 9; pass++) {
            if (!(controller.reconcile(key) instanceof Outcome.Again(Duration delay)) || !delay.isZero()) {
                return;
            }
        }
    }

    private static Draft pod(Item owner) {
        return podDraft(owner, "web-a").with(List.of(Map.of("name", "c", "image", "a:1")), "spec", "containers");
    }

    private Item create(Draft draft) {
        WriteResult result = cluster.create(draft, WriteOptions.by("test"));
        assertThat(result).isInstanceOf(WriteResult.Written.class);
        return ((WriteResult.Written) result).item();
    }

    private void delete(ObjectKey key, Propagation propagation) {
        cluster.delete(
                key, new DeleteOptions(Optional.empty(), Optional.empty(), propagation, Optional.empty(), false));
    }
}

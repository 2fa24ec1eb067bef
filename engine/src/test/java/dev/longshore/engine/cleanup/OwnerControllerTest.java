package dev.longshore.engine.cleanup;

import static dev.longshore.engine.workloads.Fixtures.deploymentDraft;
import static dev.longshore.engine.workloads.Fixtures.podDraft;
import static dev.longshore.engine.workloads.Fixtures.setDraft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.ClusterExecutor;
import dev.longshore.cluster.DeleteOptions;
import dev.longshore.cluster.DeleteOptions.Propagation;
import dev.longshore.cluster.ForwardingCluster;
import dev.longshore.cluster.Outcome;
import dev.longshore.cluster.Unavailable;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.engine.registry.LocalClusters;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.OwnerReference;
import dev.longshore.objects.apps.ReplicaSet;
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
    private final OwnerController controller = controller(cluster);

    private static OwnerController controller(Cluster cluster) {
        return new OwnerController(
                cluster, new ClusterExecutor(cluster, "owners", new SystemTime()), SchemaCatalog::builtIn);
    }

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

    @Test
    @DisplayName("GC-02: in the foreground nothing goes before what it owns, however deep")
    void theForegroundReachesDown() {
        Item deployment = create(deploymentDraft(1, "25%", "25%", "a:1"));
        Item set = create(owned(setDraft("web-1", 1), deployment));
        Item pod = create(pod(set).with(List.of("example.com/hold"), "metadata", "finalizers"));
        delete(deployment.key(), Propagation.FOREGROUND);

        passOverAll(deployment, set, pod);
        assertThat(cluster.get(pod.key()).orElseThrow().terminating()).isTrue();
        assertThat(cluster.get(set.key())).isPresent();
        assertThat(cluster.get(deployment.key())).isPresent();

        cluster.replace(
                cluster.get(pod.key()).orElseThrow().draft().without("metadata", "finalizers"),
                WriteOptions.by("test"));
        cluster.delete(pod.key(), DeleteOptions.PLAIN.withGrace(0));
        passOverAll(deployment, set, pod);
        assertThat(cluster.get(set.key())).isEmpty();
        assertThat(cluster.get(deployment.key())).isEmpty();
    }

    @Test
    @DisplayName("GC-09: two that own each other do not wait for each other in the foreground")
    void aCircleIsBroken() {
        Item one = create(setDraft("one", 1));
        Item two = create(owned(setDraft("two", 1), one));
        cluster.replace(owned(one.draft(), two), WriteOptions.by("test"));
        delete(one.key(), Propagation.FOREGROUND);

        passOverAll(one, two);

        assertThat(cluster.get(one.key())).isEmpty();
        assertThat(cluster.get(two.key())).isEmpty();
    }

    @Test
    @DisplayName("GC-05: an owner made anew under its name is another: what belonged to the first goes")
    void anotherOfTheSameNameOwnsNothing() {
        Item owner = create(setDraft("web", 1));
        Item pod = create(pod(owner));
        cluster.delete(owner.key(), DeleteOptions.PLAIN);
        create(setDraft("web", 1));

        controller.reconcile(pod.key());

        assertThat(cluster.get(pod.key())).isEmpty();
    }

    @Test
    @DisplayName("GC-06: an owner in another namespace counts as absent")
    void anOwnerElsewhereIsNone() {
        create(Draft.empty(ObjectKey.of(Namespace.KIND, "", "elsewhere")));
        Item owner = create(Draft.of(
                ReplicaSet.KIND,
                setDraft("web", 1).with("elsewhere", "metadata", "namespace").copy()));
        Item pod = create(pod(owner));

        controller.reconcile(pod.key());

        assertThat(cluster.get(pod.key())).isEmpty();
    }

    @Test
    @DisplayName("GC-07: an object without a namespace that names an owner in one is kept")
    void aClusterScopedObjectIsKept() {
        Item owner = create(setDraft("web", 1));
        Item namespace = create(owned(Draft.empty(ObjectKey.of(Namespace.KIND, "", "owned")), owner));
        cluster.delete(owner.key(), DeleteOptions.PLAIN);

        controller.reconcile(namespace.key());

        assertThat(cluster.get(namespace.key()).orElseThrow().terminating()).isFalse();
    }

    @Test
    @DisplayName("GC-10: an owner that cannot be looked up now is not gone")
    void anErrorIsNotAbsence() {
        Item owner = create(setDraft("web", 1));
        Item pod = create(pod(owner));
        cluster.delete(owner.key(), DeleteOptions.PLAIN);
        Cluster away = new ForwardingCluster(cluster) {
            @Override
            public Optional<Item> get(ObjectKey key) {
                if (key.kind().equals(ReplicaSet.KIND)) {
                    throw new Unavailable("the store is away");
                }
                return super.get(key);
            }
        };

        assertThatThrownBy(() -> controller(away).reconcile(pod.key())).isInstanceOf(Unavailable.class);
        assertThat(cluster.get(pod.key())).isPresent();
    }

    private void passOverAll(Item... items) {
        for (int round = 0; round < 5; round++) {
            for (Item item : items) {
                controller.reconcile(item.key());
            }
        }
    }

    private void passWhileAskedAtOnce(ObjectKey key) {
        for (int pass = 0; pass < 9; pass++) {
            if (!(controller.reconcile(key) instanceof Outcome.Again(Duration delay)) || !delay.isZero()) {
                return;
            }
        }
    }

    private static Draft owned(Draft draft, Item owner) {
        return draft.with(List.of(OwnerReference.controlledBy(owner)), "metadata", "ownerReferences");
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

package dev.longshore.engine.cleanup;

import static dev.longshore.engine.workloads.Fixtures.podDraft;
import static dev.longshore.engine.workloads.Fixtures.set;
import static dev.longshore.engine.workloads.Fixtures.setDraft;
import static dev.longshore.engine.workloads.Fixtures.stored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.cluster.Action;
import dev.longshore.engine.cleanup.OwnerPlan.Found;
import dev.longshore.engine.cleanup.OwnerPlan.Owner;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.OwnerReference;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnerPlanTest {
    private static final Item POD = stored(podDraft(set(1).item(), "web-a"), "a", 4);

    @ParameterizedTest(name = "{0}: owners {1}: {2}")
    @CsvSource({
        "GC-01, GONE, delete",
        "GC-04, SOLID GONE, release",
        "GC-08, UNKNOWN, nothing",
        "GC-08, GONE UNKNOWN, nothing",
        "GC-02, WAITING, delete",
        "table, SOLID, nothing",
        "table, SOLID WAITING, release"
    })
    void theOwnersDecide(String row, String found, String outcome) {
        List<Owner> owners = Arrays.stream(found.split(" ", -1))
                .map(word -> new Owner(reference(word), Found.valueOf(word)))
                .toList();

        List<Action> actions = OwnerPlan.dependant(POD, owners, List.of());

        String done =
                actions.isEmpty() ? "nothing" : actions.getFirst() instanceof Action.Delete ? "delete" : "release";
        assertThat(done).as(row).isEqualTo(outcome);
    }

    @Test
    @DisplayName("GC-02: an owner deleted in the foreground waits for dependants that block it")
    void aForegroundOwnerGoesLast() {
        Item owner = deleted("foregroundDeletion");

        assertThat(OwnerPlan.owner(owner, List.of(stored(podDraft(owner, "web-a"), "a", 4))))
                .singleElement()
                .isInstanceOf(Action.RequeueAfter.class);
        assertThat(OwnerPlan.owner(owner, List.of())).singleElement().isInstanceOf(Action.Change.class);
    }

    @Test
    @DisplayName("GC-03: an owner that leaves orphans frees them first, then goes")
    void anOrphaningOwnerFreesItsDependants() {
        Item owner = deleted("orphan");
        Item child = stored(podDraft(owner, "web-a"), "a", 4);

        assertThat(OwnerPlan.owner(owner, List.of(child)))
                .first()
                .isInstanceOfSatisfying(
                        Action.Change.class, change -> assertThat(change.key()).isEqualTo(child.key()));
        assertThat(OwnerPlan.owner(owner, List.of()))
                .singleElement()
                .isInstanceOfSatisfying(
                        Action.Change.class, change -> assertThat(change.key()).isEqualTo(owner.key()));
    }

    private static OwnerReference reference(String uid) {
        return new OwnerReference("apps/v1", "ReplicaSet", "web", uid, true, true);
    }

    private static Item deleted(String finalizer) {
        Draft draft = setDraft("web", 1)
                .with(List.of(finalizer), "metadata", "finalizers")
                .with("2026-01-01T11:59:00Z", "metadata", "deletionTimestamp");
        return stored(draft, "set-uid", 9);
    }
}

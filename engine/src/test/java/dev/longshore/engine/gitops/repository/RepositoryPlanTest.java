package dev.longshore.engine.gitops.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.cluster.Action;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.gitops.Repository;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RepositoryPlanTest {
    private static final String OLD = "a".repeat(40);
    private static final String NEW = "b".repeat(40);
    private static final Draft WISH = Draft.empty(ObjectKey.of(Repository.KIND, "argocd", "shop"))
            .with("https://git.example.com/shop.git", "spec", "url")
            .with(List.of("main"), "spec", "refs")
            .with(1L, "metadata", "generation")
            .with(1L, "status", "observedGeneration");

    @Test
    void aNewHeadIsWritten() {
        List<Action> actions = RepositoryPlan.plan(repository(WISH), seen(Map.of("main", NEW)));

        assertThat(status(actions).strings("heads")).isEqualTo(Map.of("main", NEW));
        assertThat(actions).hasSize(1);
    }

    @Test
    @DisplayName("A22: a look without news writes nothing")
    void aLookWithoutNewsWritesNothing() {
        Draft known = WISH.with(Map.of("main", OLD), "status", "heads");

        assertThat(RepositoryPlan.plan(repository(known), seen(Map.of("main", OLD))))
                .isEmpty();
    }

    @Test
    void aNewWishIsAnsweredAlsoWhenTheHostDoesNotHaveIt() {
        Draft known = WISH.with(Map.of("main", OLD), "status", "heads").with(2L, "metadata", "generation");

        assertThat(status(RepositoryPlan.plan(repository(known), seen(Map.of("main", OLD))))
                        .number("observedGeneration"))
                .hasValue(2);
    }

    @Test
    @DisplayName("FR-23: a head that moved is told with the old and the new commit")
    void aMoveIsTold() {
        Draft known = WISH.with(Map.of("main", OLD), "status", "heads");

        List<Action> actions = RepositoryPlan.plan(repository(known), seen(Map.of("main", NEW)));

        assertThat(actions)
                .last()
                .isInstanceOfSatisfying(
                        Action.Event.class,
                        event -> assertThat(event.message()).isEqualTo("main moved from aaaaaaaaaaaa to bbbbbbbbbbbb"));
    }

    @Test
    @DisplayName("S39: a branch that is gone is told, and is no longer a head")
    void aBranchThatIsGone() {
        Draft known = WISH.with(Map.of("main", OLD), "status", "heads");

        List<Action> actions = RepositoryPlan.plan(repository(known), seen(Map.of()));

        assertThat(status(actions).strings("heads")).isEmpty();
        assertThat(actions)
                .last()
                .isInstanceOfSatisfying(
                        Action.Event.class, event -> assertThat(event.type()).isEqualTo("Warning"));
    }

    @Test
    @DisplayName("G1: a failed look keeps the heads and says why")
    void aFailedLookKeepsTheHeads() {
        Draft known = WISH.with(Map.of("main", OLD), "status", "heads");

        Fields status = status(RepositoryPlan.plan(repository(known), new Look.Failed("the host does not answer")));

        assertThat(status.strings("heads")).isEqualTo(Map.of("main", OLD));
        assertThat(status.text("error")).contains("the host does not answer");
    }

    @Test
    void theSameFaultTwiceIsWrittenOnce() {
        Draft known = WISH.with("the host does not answer", "status", "error");

        assertThat(RepositoryPlan.plan(repository(known), new Look.Failed("the host does not answer")))
                .isEmpty();
    }

    @Test
    void aGoodLookEndsTheFault() {
        Draft known = WISH.with("away", "status", "error").with(Map.of("main", OLD), "status", "heads");

        assertThat(status(RepositoryPlan.plan(repository(known), seen(Map.of("main", OLD))))
                        .has("error"))
                .isFalse();
    }

    @Test
    void theMarkOfAWebhookIsEchoedOnce() {
        Draft marked = WISH.with("m1", "spec", "lookAt").with(Map.of("main", OLD), "status", "heads");

        Fields status = status(RepositoryPlan.plan(repository(marked), seen(Map.of("main", OLD))));

        assertThat(status.text("lookedAt")).contains("m1");
        assertThat(RepositoryPlan.plan(repository(marked.with("m1", "status", "lookedAt")), seen(Map.of("main", OLD))))
                .isEmpty();
    }

    private static Look seen(Map<String, String> heads) {
        return new Look.Seen(heads, List.of());
    }

    private static Repository repository(Draft draft) {
        return new Repository(Item.read(Repository.KIND, draft.copy()));
    }

    private static Fields status(List<Action> actions) {
        return ((Action.UpdateStatus) actions.getFirst()).object().fields().at("status");
    }
}

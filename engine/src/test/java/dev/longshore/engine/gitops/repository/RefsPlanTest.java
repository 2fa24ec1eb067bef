package dev.longshore.engine.gitops.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.cluster.Action;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.gitops.Application;
import dev.longshore.objects.gitops.Repository;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefsPlanTest {
    private static final Draft WEB = Draft.empty(ObjectKey.of(Application.KIND, "argocd", "web"));
    private static final Draft MAIN = WEB.with("main", "spec", "source", "targetRevision");

    @Test
    void whatNobodyAsksForGoes() {
        assertThat(left(List.of("main", "dev", "v1"), MAIN, WEB.with("v1", "spec", "source", "targetRevision")))
                .containsExactly("main", "v1");
    }

    @Test
    void whatIsAskedForStays() {
        assertThat(plan(List.of("HEAD", "main"), MAIN, WEB)).isEmpty();
    }

    @Test
    void aRequestAsksForItsRevisionBesideTheOneThatIsFollowed() {
        Draft waiting = MAIN.with("v2", "operation", "sync", "revision");
        Draft running = MAIN.with("Running", "status", "operationState", "phase")
                .with("v3", "status", "operationState", "operation", "sync", "revision");

        assertThat(left(List.of("main", "v2", "v3", "v4"), waiting, running)).containsExactly("main", "v2", "v3");
    }

    @Test
    void aRepositoryThatNoApplicationAsksForKeepsWhatItHas() {
        assertThat(plan(List.of("main", "dev"))).isEmpty();
    }

    private static List<String> left(List<String> refs, Draft... owners) {
        List<Action> actions = plan(refs, owners);
        assertThat(actions).as("writes of the Repository").singleElement().isInstanceOf(Action.Replace.class);
        return ((Action.Replace) actions.getFirst()).object().fields().texts("spec", "refs");
    }

    private static List<Action> plan(List<String> refs, Draft... owners) {
        Draft repository =
                Draft.empty(ObjectKey.of(Repository.KIND, "argocd", "shop")).with(refs, "spec", "refs");
        return RefsPlan.plan(
                new Repository(item(repository)),
                List.of(owners).stream()
                        .map(RefsPlanTest::item)
                        .map(Application::new)
                        .toList(),
                "gitops");
    }

    private static Item item(Draft draft) {
        return Item.read(draft.key().kind(), draft.copy());
    }
}

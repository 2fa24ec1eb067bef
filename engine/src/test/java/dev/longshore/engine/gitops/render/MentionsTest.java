package dev.longshore.engine.gitops.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.engine.gitops.git.FakeTree;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MentionsTest {
    private static final FakeTree TREE =
            FakeTree.of(Map.of("app/a.yaml", "kind: [\nname: blue", "app/deep/b.txt", "green", "c.yaml", "red"));

    @Test
    void aFolderNamesWhatStandsAnywhereInIt() {
        Mentions mentions = Mentions.in(TREE, "./app/");

        assertThat(mentions.name("blue")).isTrue();
        assertThat(mentions.name("green")).isTrue();
        assertThat(mentions.name("red")).isFalse();
    }

    @Test
    void aNameIsAWholeWord() {
        Mentions mentions = Mentions.in(FakeTree.of(Map.of("app/a.yaml", "name: \"web-blue\"\nimage: a/web:1")), "app");

        assertThat(mentions.name("web-blue")).isTrue();
        assertThat(mentions.name("web")).isTrue();
        assertThat(mentions.name("blue")).isFalse();
        assertThat(mentions.name("web-")).isFalse();
        assertThat(mentions.name("eb-blue")).isFalse();
    }

    @Test
    void aFolderThatIsNotThereNamesNothing() {
        assertThat(Mentions.in(TREE, "gone").name("blue")).isFalse();
        assertThat(Mentions.in(TREE, "../app").name("blue")).isFalse();
    }

    @Test
    void whatIsTooMuchToReadNamesEverything() {
        FakeTree large = FakeTree.of(Map.of("app/a.yaml", "x".repeat((3 << 20) + 1)));

        assertThat(Mentions.in(large, "app").name("blue")).isTrue();
    }
}

package dev.longshore.engine.gitops.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefSelectorsTest {
    private static final Map<String, String> REFS = Map.of(
            "HEAD", "c-main",
            "refs/heads/main", "c-main",
            "refs/heads/both", "c-branch",
            "refs/tags/both", "c-tag",
            "refs/tags/v1", "c-v1");

    @ParameterizedTest(name = "\"{0}\" is {1}")
    @CsvSource({
        "'', c-main",
        "HEAD, c-main",
        "main, c-main",
        "refs/heads/main, c-main",
        "v1, c-v1",
        "both, c-branch",
        "refs/tags/both, c-tag",
        "1111111111111111111111111111111111111111, 1111111111111111111111111111111111111111"
    })
    void resolves(String selector, String commit) {
        assertThat(RefSelectors.resolve(selector, REFS)).contains(commit);
    }

    @ParameterizedTest(name = "\"{0}\" is unknown")
    @CsvSource({"mian", "refs/heads/none", "111111"})
    void isUnknown(String selector) {
        assertThat(RefSelectors.resolve(selector, REFS)).isEmpty();
    }

    @Test
    void aRepositoryIsNamedByHostPathAndCredentials() {
        String name = RepositoryNames.of("https://git.example.com/Acme/Shop.git", Optional.empty());

        assertThat(name).matches("git-example-com-acme-shop-[0-9a-f]{8}");
        assertThat(name)
                .isNotEqualTo(RepositoryNames.of("https://git.example.com/Acme/Shop.git", Optional.of("secret")));
    }
}

package dev.longshore.engine.gitops.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which options are done as they say, which are named, and which are refused. */
class SyncOptionsTest {
    @ParameterizedTest(name = "A41: {0} is done as it says")
    @ValueSource(
            strings = {
                "Validate=true",
                "Validate=false",
                "Prune=true",
                "Prune=false",
                "Delete=true",
                "Delete=false",
                "PruneLast=true",
                "PrunePropagationPolicy=foreground",
                "PrunePropagationPolicy=background",
                "PrunePropagationPolicy=orphan",
                "ApplyOutOfSyncOnly=true",
                "CreateNamespace=true",
                "ServerSideApply=true",
                "ClientSideApplyMigration=true",
                "x-of-somebody-else=true"
            })
    void isDone(String option) {
        SyncOptions options = SyncOptions.read(List.of(option));

        assertThat(options.unknown()).isEmpty();
        assertThat(options.doubts()).isEmpty();
    }

    @ParameterizedTest(name = "A41: {0} is named: {1}")
    @CsvSource({
        "Prune=confirm, it counts as Prune=false",
        "Delete=confirm, it counts as Delete=false",
        "Prune=yes, it counts as Prune=false",
        "ServerSideApply=false, applied by the server all the same",
        "SkipDryRunOnMissingResource=true, a kind that is not served is refused all the same",
        "PrunePropagationPolicy=sideways, it counts as foreground"
    })
    void isNamed(String option, String said) {
        SyncOptions options = SyncOptions.read(List.of(option));

        assertThat(options.unknown()).isEmpty();
        assertThat(options.doubts())
                .singleElement()
                .asString()
                .startsWith(option)
                .contains(said);
    }

    @ParameterizedTest(name = "A41: {0} is refused")
    @ValueSource(
            strings = {
                "Replace=true",
                "Force=true",
                "RespectIgnoreDifferences=true",
                "FailOnSharedResource=true",
                "FailOnRepeatedResource=true",
                "ClientSideApplyMigration=false",
                "IgnoreExtraneous",
                "prune=false",
                "Fast=true"
            })
    void isRefused(String option) {
        assertThat(SyncOptions.read(List.of(option)).unknown()).containsExactly(option);
    }

    @Test
    @DisplayName(
            "A41: spaces do not count, of a repeated option the last counts, an object's own goes before the Application's")
    void theLastCounts() {
        SyncOptions own = SyncOptions.readText(" Prune=true , Prune=false ");

        assertThat(own.off("Prune")).isTrue();
        assertThat(own.over(SyncOptions.read(List.of("Prune=true", "Delete=false")))
                        .values())
                .containsEntry("Prune", "false")
                .containsEntry("Delete", "false");
    }
}

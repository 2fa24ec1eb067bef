package dev.longshore.engine.gitops.sync;

import static dev.longshore.engine.gitops.sync.World.SOURCE;
import static dev.longshore.engine.gitops.sync.World.application;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.gitops.Application;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranslationTest {
    @Test
    void anApplicationBecomesAUnit() {
        SyncUnit unit = sound(
                SOURCE
                        + ", syncPolicy: {automated: {prune: true}, syncOptions: ['CreateNamespace=true'], retry: {limit: 2, backoff: {duration: 1m, maxDuration: 90s}}}");

        assertThat(unit.name()).isEqualTo("web");
        assertThat(unit.selector()).isEqualTo("HEAD");
        assertThat(unit.source().path()).isEqualTo("app");
        assertThat(unit.policy()).isEqualTo(new SyncUnit.Policy(true, true, false, false));
        assertThat(unit.options().on("CreateNamespace")).isTrue();
        assertThat(unit.retry()).isEqualTo(new SyncUnit.Retry(2, Duration.ofMinutes(1), 2, Duration.ofSeconds(90)));
    }

    @ParameterizedTest(name = "automated {0} is on: {1}")
    @CsvSource(
            delimiter = '|',
            value = {"{} | true", "{enabled: false, prune: true} | false", "{enabled: true} | true"})
    void automated(String automated, boolean on) {
        assertThat(sound(SOURCE + ", syncPolicy: {automated: " + automated + "}")
                        .policy()
                        .automated())
                .isEqualTo(on);
    }

    @ParameterizedTest(name = "{0} is refused: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "source: {repoURL: x, path: ../y} | ..",
                "source: {repoURL: x, path: /y} | relative path",
                "source: {path: y} | spec.source.repoURL",
                "source: {repoURL: x, chart: nginx} | spec.source.chart",
                "source: {repoURL: x, helm: {values: y}} | spec.source.helm",
                "source: {repoURL: x, kustomize: {namePrefix: y}} | spec.source.kustomize",
                "source: {repoURL: x, plugin: {name: y}} | spec.source.plugin",
                "source: {repoURL: x, directory: {include: '['}} | pattern",
                "source: {repoURL: x}, sources: [{repoURL: y}] | spec.sources",
                "source: {repoURL: x}, project: other | spec.project",
                "source: {repoURL: x}, destination: {server: 'https://1.2.3.4'} | spec.destination.server",
                "source: {repoURL: x}, destination: {name: other} | spec.destination.name",
                "source: {repoURL: x}, syncPolicy: {syncOptions: [Fast=true]} | Fast=true",
                "source: {repoURL: x}, syncPolicy: {retry: {backoff: {duration: soon}}} | duration",
                "source: {repoURL: x}, syncPolicy: {retry: {backoff: {factor: 1000000000}}} | factor"
            })
    void refuses(String spec, String named) {
        Translation translation = Translation.of(application(spec), "argocd");

        assertThat(translation)
                .isInstanceOfSatisfying(
                        Translation.Unsound.class,
                        unsound -> assertThat(unsound.faults()).anyMatch(fault -> fault.contains(named)));
    }

    @Test
    void emptyRenderersAreNoRenderers() {
        assertThat(sound("source: {repoURL: x, helm: {}, kustomize: {}}, destination: {}")
                        .url())
                .isEqualTo("x");
    }

    @Test
    void whatIsNotHonouredIsSaid() {
        assertThat(sound(SOURCE + ", ignoreDifferences: [{kind: Deployment}]").ignored())
                .containsExactly("ignored: spec.ignoreDifferences: every difference counts");
    }

    @Test
    void confirmationsThatCannotBeGivenAreSaid() {
        assertThat(sound(SOURCE + ", syncPolicy: {syncOptions: [Prune=confirm, Delete=confirm]}")
                        .ignored())
                .containsExactly(
                        "spec.syncPolicy.syncOptions: Prune=confirm: confirmations are not supported yet: it counts as Prune=false",
                        "spec.syncPolicy.syncOptions: Delete=confirm: confirmations are not supported yet: it counts as Delete=false");
    }

    @Test
    void outsideTheControlNamespaceTheNameHoldsTheNamespace() {
        ObjectKey key = ObjectKey.of(Application.KIND, "team", "web");

        assertThat(UnitNames.of(key, "argocd")).isEqualTo("team_web");
        assertThat(UnitNames.application("team_web", "argocd")).isEqualTo(key);
        assertThat(UnitNames.application("web", "argocd").namespace()).isEqualTo("argocd");
    }

    private static SyncUnit sound(String spec) {
        Translation translation = Translation.of(application(spec), "argocd");
        assertThat(translation).isInstanceOf(Translation.Sound.class);
        return ((Translation.Sound) translation).unit();
    }
}

package dev.longshore.engine.gitops.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.objects.Fields;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A62: a request is honoured whole or refused by name")
class RequestsTest {
    private static final SyncUnit UNIT = World.unit(World.FULL + ", syncOptions: [PruneLast=true]");

    @ParameterizedTest(name = "{0} asks for nothing that is not done")
    @ValueSource(
            strings = {
                "{sync: {}}",
                "{sync: {prune: true, dryRun: true, revision: v1}, initiatedBy: {username: ann}, info: [{name: a, value: b}]}",
                "{sync: {syncStrategy: {hook: {}}}}",
                "{sync: {syncStrategy: {apply: {force: false}}}}",
                "{sync: {syncOptions: [PruneLast=true]}}",
                "{sync: {resources: [], manifests: [], source: {}, sources: [], revisions: []}}",
                "{sync: {autoHealAttemptsCount: 3}, initiatedBy: {automated: true}, retry: {limit: 2}}"
            })
    void isHonoured(String request) {
        assertThat(Requests.refusal(Fields.of(World.tree(request)), UNIT)).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{sync: {resources: [{kind: ConfigMap, name: a}]}} | not supported yet: operation.sync.resources",
                "{sync: {manifests: ['{kind: ConfigMap}']}} | not supported yet: operation.sync.manifests",
                "{sync: {source: {repoURL: x}}} | not supported yet: operation.sync.source",
                "{sync: {sources: [{repoURL: x}]}} | not supported yet: operation.sync.sources",
                "{sync: {revisions: [v1]}} | not supported yet: operation.sync.revisions",
                "{sync: {syncStrategy: {apply: {force: true}}}} | not supported yet: operation.sync.syncStrategy.apply.force",
                "{sync: {syncStrategy: {other: {a: b}}}} | not supported yet: operation.sync.syncStrategy.other",
                "{sync: {syncOptions: [Prune=false]}} | not supported yet: operation.sync.syncOptions: Prune=false (set it in spec.syncPolicy.syncOptions)",
                "{sync: {whatever: 1}} | not supported yet: operation.sync.whatever",
                "{terminate: true} | operation.sync is missing; not supported yet: operation.terminate",
                "{sync: {}, retry: {backoff: {duration: soon}}} | operation.retry.backoff.duration must be a number with ms, s, m or h"
            })
    void isRefused(String request, String why) {
        assertThat(Requests.refusal(Fields.of(World.tree(request)), UNIT)).contains(why);
    }
}

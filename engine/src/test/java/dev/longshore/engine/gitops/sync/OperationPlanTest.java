package dev.longshore.engine.gitops.sync;

import static dev.longshore.engine.gitops.sync.World.COMMIT;
import static dev.longshore.engine.gitops.sync.World.FULL;
import static dev.longshore.engine.gitops.sync.World.NOON;
import static dev.longshore.engine.gitops.sync.World.unit;
import static dev.longshore.engine.gitops.sync.World.wished;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.engine.gitops.sync.Operation.Phase;
import dev.longshore.engine.gitops.sync.OperationPlan.Intent;
import dev.longshore.objects.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationPlanTest {
    private static final Picture DRIFTED =
            World.picture(List.of(World.absent(wished(Map.of("a", 0)).getFirst())), List.of());
    private static final Picture CALM =
            World.picture(List.of(World.inSync(wished(Map.of("a", 0)).getFirst())), List.of());
    private static final Fields REQUEST = Fields.of(World.tree("{sync: {prune: true}, initiatedBy: {username: ann}}"));

    @Test
    void aNewCommitIsSynced() {
        Intent intent = decide(FULL, DRIFTED, Optional.of(ended(Phase.SUCCEEDED, "old", 0)), true, NOON);

        assertThat(intent).isInstanceOfSatisfying(Intent.Run.class, run -> {
            assertThat(run.operation().automated()).isTrue();
            assertThat(run.operation().revision()).isEqualTo(COMMIT);
            assertThat(run.operation().prune()).isTrue();
        });
    }

    @Test
    void withoutAPolicyNothingHappens() {
        assertThat(decide("", DRIFTED, Optional.empty(), true, NOON)).isEqualTo(new Intent.Rest());
    }

    @Test
    void whatIsInOrderRests() {
        assertThat(decide(FULL, CALM, Optional.empty(), true, NOON)).isEqualTo(new Intent.Rest());
    }

    @Test
    @DisplayName("A12: a request is begun at once, with what it asks for")
    void aRequestIsBegun() {
        Intent intent = OperationPlan.decide(unit(""), CALM, Optional.of(REQUEST), Optional.empty(), true, NOON);

        assertThat(intent).isInstanceOfSatisfying(Intent.Run.class, run -> {
            assertThat(run.operation().automated()).isFalse();
            assertThat(run.operation().prune()).isTrue();
            assertThat(run.operation().request()).isEqualTo(REQUEST);
        });
    }

    @Test
    void aRequestThatIsNotSupportedIsRefused() {
        Fields part = Fields.of(World.tree("{sync: {prune: true, resources: [{kind: ConfigMap, name: a}]}}"));

        assertThat(OperationPlan.decide(unit(FULL), DRIFTED, Optional.of(part), Optional.empty(), true, NOON))
                .isInstanceOfSatisfying(Intent.End.class, end -> {
                    assertThat(end.operation().phase()).isEqualTo(Phase.FAILED);
                    assertThat(end.operation().message())
                            .isEqualTo("not supported yet: operation.sync.resources; nothing was synced");
                });
    }

    @Test
    void aRequestMayBringItsOwnRetries() {
        Operation asked = new Operation(
                Fields.of(World.tree("{sync: {}, retry: {limit: 1, backoff: {duration: 7s}}}")),
                COMMIT,
                Phase.RUNNING,
                "",
                NOON,
                Optional.empty(),
                0,
                List.of());

        Operation failed = OperationPlan.failed(unit(FULL), asked, "no", NOON);
        assertThat(failed.waitsForRetry()).isTrue();
        assertThat(failed.message()).isEqualTo("no. Retrying attempt #1 at 2026-01-01T12:00:07Z");
        assertThat(OperationPlan.failed(unit(FULL), failed, "no", NOON).phase()).isEqualTo(Phase.FAILED);
    }

    @Test
    void aSyncThatIsToEndEnds() {
        Operation leaving = new Operation(REQUEST, COMMIT, Phase.TERMINATING, "", NOON, Optional.empty(), 0, List.of());

        assertThat(decide(FULL, DRIFTED, Optional.of(leaving), true, NOON))
                .isInstanceOfSatisfying(Intent.End.class, end -> {
                    assertThat(end.operation().phase()).isEqualTo(Phase.FAILED);
                    assertThat(end.operation().message()).isEqualTo("Operation terminated");
                });
    }

    @Test
    void aRefusedRequestDoesNotHoldUpThePolicy() {
        Operation refused = new Operation(
                Fields.of(World.tree("{sync: {resources: [{kind: ConfigMap, name: a}]}}")),
                COMMIT,
                Phase.FAILED,
                "",
                NOON,
                Optional.of(NOON),
                0,
                List.of());

        assertThat(decide(FULL, DRIFTED, Optional.of(refused), true, NOON))
                .isInstanceOfSatisfying(
                        Intent.Run.class,
                        run -> assertThat(run.operation().automated()).isTrue());
    }

    @Test
    @DisplayName("A57: a newer commit takes the place of a sync that runs")
    void theNewestCommitWins() {
        Operation running = running("old");

        Intent intent = decide(FULL, DRIFTED, Optional.of(running), true, NOON);

        assertThat(intent).isInstanceOfSatisfying(Intent.Run.class, run -> {
            assertThat(run.operation().revision()).isEqualTo(COMMIT);
            assertThat(run.operation().startedAt()).isEqualTo(NOON);
        });
    }

    @Test
    void aSyncThatRunsGoesOn() {
        assertThat(decide(FULL, DRIFTED, Optional.of(running(COMMIT)), true, NOON.plusSeconds(30)))
                .isEqualTo(new Intent.Run(running(COMMIT)));
    }

    @Test
    void aSyncOverItsTimeEnds() {
        assertThat(decide(FULL, DRIFTED, Optional.of(running(COMMIT)), true, NOON.plus(Duration.ofMinutes(11))))
                .isInstanceOfSatisfying(
                        Intent.End.class,
                        end -> assertThat(end.operation().phase()).isEqualTo(Phase.FAILED));
    }

    @Test
    @DisplayName("A30: drift is healed at once when healing is on, and not when it is off")
    void driftIsHealed() {
        Optional<Operation> done = Optional.of(ended(Phase.SUCCEEDED, COMMIT, 0));

        assertThat(decide(FULL, DRIFTED, done, true, NOON.plusSeconds(1)))
                .isInstanceOfSatisfying(
                        Intent.Run.class,
                        run -> assertThat(run.operation().healAttempts()).isEqualTo(1));
        assertThat(decide("automated: {prune: true}", DRIFTED, done, true, NOON.plusSeconds(1)))
                .isEqualTo(new Intent.Rest());
    }

    @ParameterizedTest(name = "S-GIT-11: heal number {0} comes after {1} s")
    @CsvSource({"1, 5", "2, 10", "3, 20", "6, 160", "7, 300", "12, 300"})
    void healingSlowsDown(long attempts, long seconds) {
        Optional<Operation> healed = Optional.of(ended(Phase.SUCCEEDED, COMMIT, attempts));

        assertThat(decide(FULL, DRIFTED, healed, true, NOON.plusSeconds(seconds - 1)))
                .isEqualTo(new Intent.Later(Duration.ofSeconds(1)));
        assertThat(decide(FULL, DRIFTED, healed, true, NOON.plusSeconds(seconds)))
                .isInstanceOf(Intent.Run.class);
    }

    @Test
    void quietMinutesForgetTheHealing() {
        Optional<Operation> healed = Optional.of(ended(Phase.SUCCEEDED, COMMIT, 9));

        assertThat(decide(FULL, DRIFTED, healed, true, NOON.plus(Duration.ofMinutes(11))))
                .isInstanceOfSatisfying(
                        Intent.Run.class,
                        run -> assertThat(run.operation().healAttempts()).isEqualTo(1));
    }

    @Test
    void anotherWishAtTheSameCommitIsSynced() {
        Optional<Operation> done = Optional.of(ended(Phase.SUCCEEDED, COMMIT, 0));

        assertThat(decide("automated: {}", DRIFTED, done, false, NOON)).isInstanceOf(Intent.Run.class);
    }

    @Test
    @DisplayName("A127: what failed for good is tried again only slowly")
    void whatFailedIsTriedSlowly() {
        Optional<Operation> failed = Optional.of(ended(Phase.FAILED, COMMIT, 0));

        assertThat(decide(FULL, DRIFTED, failed, true, NOON.plusSeconds(60)))
                .isEqualTo(new Intent.Later(Duration.ofMinutes(9)));
        assertThat(decide(FULL, DRIFTED, failed, true, NOON.plusSeconds(600))).isInstanceOf(Intent.Run.class);
    }

    @ParameterizedTest(name = "retry number {0} comes after {1} s")
    @CsvSource({"0, 5", "1, 10", "2, 20", "3, 40", "4, 80"})
    void retriesSlowDown(long done, long seconds) {
        Operation operation =
                new Operation(REQUEST.at("none"), COMMIT, Phase.RUNNING, "", NOON, Optional.empty(), done, List.of());
        Operation automated = automated(operation);

        Operation failed = OperationPlan.failed(unit(FULL), automated, "refused", NOON);

        assertThat(failed.waitsForRetry()).isTrue();
        assertThat(decide(FULL, DRIFTED, Optional.of(failed), true, NOON))
                .isEqualTo(new Intent.Later(Duration.ofSeconds(seconds)));
    }

    @Test
    void afterTheLastRetryItFails() {
        Operation operation =
                automated(new Operation(Fields.NONE, COMMIT, Phase.RUNNING, "", NOON, Optional.empty(), 5, List.of()));

        assertThat(OperationPlan.failed(unit(FULL), operation, "refused", NOON).phase())
                .isEqualTo(Phase.FAILED);
    }

    @Test
    void aRequestWithoutRetryFailsAtOnce() {
        Operation operation = new Operation(REQUEST, COMMIT, Phase.RUNNING, "", NOON, Optional.empty(), 0, List.of());

        assertThat(OperationPlan.failed(unit(FULL), operation, "refused", NOON).phase())
                .isEqualTo(Phase.FAILED);
    }

    private static Intent decide(
            String policy, Picture picture, Optional<Operation> last, boolean sameWish, Instant now) {
        return OperationPlan.decide(unit(policy), picture, Optional.empty(), last, sameWish, now);
    }

    private static Operation running(String revision) {
        return automated(new Operation(Fields.NONE, revision, Phase.RUNNING, "", NOON, Optional.empty(), 0, List.of()));
    }

    private static Operation ended(Phase phase, String revision, long heals) {
        Fields request = Fields.of(World.tree(
                "{initiatedBy: {automated: true}, sync: {prune: true, autoHealAttemptsCount: " + heals + "}}"));
        return new Operation(request, revision, phase, "", NOON, Optional.of(NOON), 0, List.of());
    }

    private static Operation automated(Operation operation) {
        Fields request = Fields.of(World.tree("{initiatedBy: {automated: true}, sync: {prune: true}}"));
        return new Operation(
                request,
                operation.revision(),
                operation.phase(),
                operation.message(),
                operation.startedAt(),
                operation.finishedAt(),
                operation.retryCount(),
                operation.results());
    }
}

package dev.longshore.engine.gitops.sync;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.objects.Conditions;
import dev.longshore.objects.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a sync is to run now.
 *
 * <table>
 * <caption>First row that fits</caption>
 * <tr><th>Situation</th><th>Answer</th></tr>
 * <tr><td>somebody asked for what is not supported</td><td>refuse; the policy goes on as if nobody had asked</td></tr>
 * <tr><td>somebody asked</td><td>begin, in place of whatever ran</td></tr>
 * <tr><td>somebody asked to end the one that runs</td><td>failed</td></tr>
 * <tr><td>one runs, for an older commit or another wish</td><td>begin anew: the newest wins</td></tr>
 * <tr><td>one runs</td><td>go on; over its time: failed</td></tr>
 * <tr><td>one waits for its retry</td><td>go on when its time has come</td></tr>
 * <tr><td>nothing to write, or no policy</td><td>rest</td></tr>
 * <tr><td>this commit was never tried, or for another wish</td><td>begin</td></tr>
 * <tr><td>it failed for good</td><td>begin every ten minutes</td></tr>
 * <tr><td>it succeeded: this is drift</td><td>begin when healing is on, more and more slowly</td></tr>
 * </table>
 */
public final class OperationPlan {
    static final Duration OPERATION_LONGEST = Duration.ofMinutes(10);
    static final Duration BACKGROUND_RETRY = Duration.ofMinutes(10);
    static final Duration HEAL_FIRST = Duration.ofSeconds(5);
    static final Duration HEAL_LONGEST = Duration.ofMinutes(5);
    static final Duration HEAL_QUIET = Duration.ofMinutes(10);
    static final long HEALS_UNREMARKABLE = 5;

    private OperationPlan() {}

    /** What to do. */
    public sealed interface Intent {
        /** Nothing. */
        record Rest() implements Intent {}

        /** Nothing before a time. */
        record Later(Duration delay) implements Intent {}

        /** Perform it. */
        record Run(Operation operation) implements Intent {}

        /** It is over. */
        record End(Operation operation) implements Intent {}
    }

    /**
     * @param asked the {@code operation} of the Application, when there is one
     * @param last the operation in the status
     * @param sameWish whether the status was written for the present spec
     */
    public static Intent decide(
            SyncUnit unit,
            Picture picture,
            Optional<Fields> asked,
            Optional<Operation> last,
            boolean sameWish,
            Instant now) {
        if (asked.isPresent()) {
            return requested(unit, asked.get(), picture.commit(), now);
        }
        if (last.isPresent() && last.get().phase() == Operation.Phase.TERMINATING) {
            return new Intent.End(last.get().ended(Operation.Phase.FAILED, "Operation terminated", now));
        }
        if (last.isPresent() && last.get().phase() == Operation.Phase.RUNNING) {
            return unfinished(unit, picture, last.get(), sameWish, now);
        }
        if (!unit.policy().automated() || !actionable(unit, picture)) {
            return new Intent.Rest();
        }
        boolean known = sameWish
                && last.filter(one -> one.revision().equals(picture.commit()))
                        .filter(one -> Requests.refusal(one.request(), unit).isEmpty())
                        .isPresent();
        return known ? repeated(unit, picture, last.get(), now) : new Intent.Run(automatic(unit, picture, 0, now));
    }

    private static Intent requested(SyncUnit unit, Fields request, String commit, Instant now) {
        return Requests.refusal(request, unit)
                .<Intent>map(why -> new Intent.End(refused(request, why, now)))
                .orElseGet(() -> new Intent.Run(begun(request, commit, now)));
    }

    /** A request that is over without anything having been done. */
    public static Operation refused(Fields request, String why, Instant now) {
        String revision = request.text("sync", "revision").orElse("");
        return begun(request, revision, now).ended(Operation.Phase.FAILED, why + "; nothing was synced", now);
    }

    private static Intent unfinished(
            SyncUnit unit, Picture picture, Operation operation, boolean sameWish, Instant now) {
        if (!operation.revision().equals(picture.commit()) || !sameWish) {
            Operation anew = begun(operation.request(), picture.commit(), now);
            return new Intent.Run(anew);
        }
        if (operation.waitsForRetry()) {
            Instant due = operation
                    .finishedAt()
                    .orElse(now)
                    .plus(retry(unit, operation).delay(operation.retryCount() - 1));
            return due.isAfter(now)
                    ? new Intent.Later(Duration.between(now, due))
                    : new Intent.Run(operation.attemptedAgain());
        }
        return Duration.between(operation.startedAt(), now).compareTo(OPERATION_LONGEST) > 0
                ? new Intent.End(
                        operation.ended(Operation.Phase.FAILED, "operation is terminating due to timeout", now))
                : new Intent.Run(operation);
    }

    /** Whether a sync by the policy would write anything. */
    private static boolean actionable(SyncUnit unit, Picture picture) {
        PrunePlan.Pruning pruning = PrunePlan.plan(picture, unit, unit.policy().prune(), false);
        boolean refused =
                picture.comparisons().stream().anyMatch(one -> one.verdict() instanceof Comparison.Verdict.Refused);
        return picture.pending() || refused || !pruning.deletes().isEmpty();
    }

    private static Intent repeated(SyncUnit unit, Picture picture, Operation last, Instant now) {
        Instant ended = last.finishedAt().orElse(last.startedAt());
        if (last.phase() != Operation.Phase.SUCCEEDED) {
            return when(ended.plus(BACKGROUND_RETRY), now, automatic(unit, picture, 0, now));
        }
        if (!unit.policy().selfHeal()) {
            return new Intent.Rest();
        }
        boolean quiet = Duration.between(ended, now).compareTo(HEAL_QUIET) > 0;
        long attempts = quiet ? 0 : last.healAttempts();
        return when(ended.plus(healDelay(attempts)), now, automatic(unit, picture, attempts + 1, now));
    }

    private static Duration healDelay(long attempts) {
        if (attempts == 0) {
            return Duration.ZERO;
        }
        Duration doubled = HEAL_FIRST.multipliedBy(1L << Math.min(attempts - 1, 10));
        return doubled.compareTo(HEAL_LONGEST) > 0 ? HEAL_LONGEST : doubled;
    }

    private static Intent when(Instant due, Instant now, Operation operation) {
        return due.isAfter(now) ? new Intent.Later(Duration.between(now, due)) : new Intent.Run(operation);
    }

    private static Operation automatic(SyncUnit unit, Picture picture, long healAttempts, Instant now) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.putObject("initiatedBy").put("automated", true);
        ObjectNode sync = request.putObject("sync");
        sync.put("revision", picture.commit()).put("prune", unit.policy().prune());
        if (healAttempts > 0) {
            sync.put("autoHealAttemptsCount", healAttempts);
        }
        return begun(Fields.of(request), picture.commit(), now);
    }

    private static Operation begun(Fields request, String commit, Instant now) {
        return new Operation(
                request,
                commit,
                Operation.Phase.RUNNING,
                "",
                Instant.parse(Conditions.time(now)),
                Optional.empty(),
                0,
                List.of());
    }

    /** The operation after a failure: another attempt later, or the end. */
    public static Operation failed(SyncUnit unit, Operation operation, String why, Instant now) {
        SyncUnit.Retry retry = retry(unit, operation);
        boolean more = retry.limit() < 0 || operation.retryCount() < retry.limit();
        boolean retried = more && (operation.automated() || operation.request().has("retry"));
        if (!retried) {
            return operation.ended(Operation.Phase.FAILED, why, now);
        }
        Duration delay = retry.delay(operation.retryCount());
        return operation.toRetry(
                why + ". Retrying attempt #" + (operation.retryCount() + 1) + " at " + Conditions.time(now.plus(delay)),
                now);
    }

    /** What a request says of it counts before the policy. */
    private static SyncUnit.Retry retry(SyncUnit unit, Operation operation) {
        Fields own = operation.request().at("retry");
        return own.isObject() ? Retries.read(own, "operation.retry", new ArrayList<>()) : unit.retry();
    }

    /** Until a running operation is given up. */
    public static Duration timeLeft(Operation operation, Instant now) {
        Duration left = Duration.between(now, operation.startedAt().plus(OPERATION_LONGEST));
        return left.isNegative() ? Duration.ZERO : left.plusSeconds(1);
    }

    /** Whether somebody else changes back what is healed. */
    public static boolean flaps(Operation operation) {
        return operation.healAttempts() > HEALS_UNREMARKABLE;
    }
}

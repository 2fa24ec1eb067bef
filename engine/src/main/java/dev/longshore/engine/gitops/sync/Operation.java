package dev.longshore.engine.gitops.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.objects.Conditions;
import dev.longshore.objects.Fields;
import dev.longshore.objects.ObjectKey;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One attempt to make the cluster like one commit, as it stands in {@code status.operationState}.
 *
 * @param request what was asked for; copied from {@code operation}, or made by the policy
 * @param revision the commit
 * @param finishedAt while running: when the attempt before failed, and the retry is waited for
 */
public record Operation(
        Fields request,
        String revision,
        Phase phase,
        String message,
        Instant startedAt,
        Optional<Instant> finishedAt,
        long retryCount,
        List<Result> results) {
    /** Source: Argo CD, OperationPhase. */
    public enum Phase {
        RUNNING("Running"),
        /** Somebody wants it to end; written by clients only. */
        TERMINATING("Terminating"),
        SUCCEEDED("Succeeded"),
        FAILED("Failed"),
        ERROR("Error");

        private final String word;

        Phase(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /**
     * What became of one object.
     * @param status Synced, SyncFailed, Pruned, PruneSkipped
     */
    public record Result(
            String group, String version, String kind, String namespace, String name, String status, String message) {
        public static Result of(ObjectKey key, String status, String message) {
            return new Result(
                    key.kind().group(),
                    key.kind().version(),
                    key.kind().name(),
                    key.namespace(),
                    key.name(),
                    status,
                    message);
        }

        String id() {
            return group + "/" + kind + "/" + namespace + "/" + name;
        }
    }

    public boolean automated() {
        return request.flag("initiatedBy", "automated");
    }

    public boolean prune() {
        return request.flag("sync", "prune");
    }

    public boolean dryRun() {
        return request.flag("sync", "dryRun");
    }

    public long healAttempts() {
        return request.number("sync", "autoHealAttemptsCount").orElse(0);
    }

    public boolean running() {
        return phase == Phase.RUNNING && finishedAt.isEmpty();
    }

    /** Failed, and waiting for its next attempt. */
    public boolean waitsForRetry() {
        return phase == Phase.RUNNING && finishedAt.isPresent();
    }

    public Operation saying(String text) {
        return new Operation(request, revision, phase, text, startedAt, finishedAt, retryCount, results);
    }

    /** Another attempt at the same commit. */
    public Operation attemptedAgain() {
        return new Operation(request, revision, Phase.RUNNING, "", startedAt, Optional.empty(), retryCount, List.of());
    }

    public Operation ended(Phase how, String text, Instant now) {
        return new Operation(request, revision, how, text, startedAt, Optional.of(now), retryCount, results);
    }

    /** Failed, with another attempt to come. */
    public Operation toRetry(String text, Instant now) {
        return new Operation(
                request, revision, Phase.RUNNING, text, startedAt, Optional.of(now), retryCount + 1, results);
    }

    /** With results added; a later one of the same object counts. */
    public Operation with(List<Result> more) {
        List<Result> all = new ArrayList<>(results);
        for (Result result : more) {
            all.removeIf(old -> old.id().equals(result.id()));
            all.add(result);
        }
        return new Operation(request, revision, phase, message, startedAt, finishedAt, retryCount, List.copyOf(all));
    }

    /** From {@code status.operationState}; empty when there is none or it cannot be read. */
    public static Optional<Operation> read(Fields state) {
        Optional<Instant> started = time(state, "startedAt");
        if (started.isEmpty()) {
            return Optional.empty();
        }
        String word = state.text("phase").orElse("");
        Phase phase = Phase.ERROR;
        for (Phase candidate : Phase.values()) {
            phase = candidate.word().equals(word) ? candidate : phase;
        }
        return Optional.of(new Operation(
                state.at("operation"),
                state.text("syncResult", "revision").orElse(""),
                phase,
                state.text("message").orElse(""),
                started.get(),
                time(state, "finishedAt"),
                state.number("retryCount").orElse(0),
                state.items("syncResult", "resources").stream()
                        .map(Operation::result)
                        .toList()));
    }

    private static Optional<Instant> time(Fields state, String field) {
        try {
            return state.text(field).map(Instant::parse);
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }

    private static Result result(Fields line) {
        return new Result(
                line.text("group").orElse(""),
                line.text("version").orElse(""),
                line.text("kind").orElse(""),
                line.text("namespace").orElse(""),
                line.text("name").orElse(""),
                line.text("status").orElse(""),
                line.text("message").orElse(""));
    }

    /** The object, or an empty one. */
    static JsonNode tree(Fields fields) {
        return fields.isObject() ? fields.copy() : JsonNodeFactory.instance.objectNode();
    }

    /** As it stands in the status. */
    ObjectNode toJson(Fields source) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("operation", tree(request));
        json.put("phase", phase.word()).put("message", message).put("startedAt", Conditions.time(startedAt));
        finishedAt.ifPresent(at -> json.put("finishedAt", Conditions.time(at)));
        if (retryCount > 0) {
            json.put("retryCount", retryCount);
        }
        ObjectNode result = json.putObject("syncResult");
        result.put("revision", revision);
        result.set("source", tree(source));
        ArrayNode lines = result.putArray("resources");
        results.stream()
                .sorted((a, b) -> a.id().compareTo(b.id()))
                .forEach(line -> lines.addObject()
                        .put("group", line.group())
                        .put("version", line.version())
                        .put("kind", line.kind())
                        .put("namespace", line.namespace())
                        .put("name", line.name())
                        .put("status", line.status())
                        .put("message", line.message())
                        .put("syncPhase", "Sync"));
        return json;
    }
}

package dev.longshore.engine.gitops.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.engine.gitops.health.Health;
import dev.longshore.objects.CanonicalJson;
import dev.longshore.objects.Conditions;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Fields;
import dev.longshore.objects.gitops.Application;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The status of an Application in Argo's words. Equal reports make equal statuses; times move only with what they are times of. */
public final class ApplicationStatusPlan {
    private static final int HISTORY_USUAL = 10;
    private static final int DIGEST_BYTES = 8;

    private ApplicationStatusPlan() {}

    /** The Application with its new status; empty when the status says all this already. */
    public static Optional<Draft> plan(Application application, Report report, String controlNamespace, Instant now) {
        Fields old = application.item().fields().at("status");
        ObjectNode status = old.isObject() ? (ObjectNode) old.copy() : JsonNodeFactory.instance.objectNode();
        Fields spec = application.item().fields().at("spec");
        sync(status, report, spec);
        health(status, old, report.health(), now);
        resources(status, report.resources());
        conditions(status, old, report.conditions(), now);
        report.operation().ifPresent(operation -> status.set("operationState", operation.toJson(spec.at("source"))));
        history(status, report, spec, now);
        status.withObjectProperty("longshore").put("specDigest", digest(spec));
        status.put("sourceType", "Directory").put("controllerNamespace", controlNamespace);
        ArrayNode images = status.withObjectProperty("summary").putArray("images");
        report.images().forEach(images::add);
        JsonNode before = old.isObject() ? old.copy() : JsonNodeFactory.instance.objectNode();
        if (same(before, status)) {
            return Optional.empty();
        }
        status.put("reconciledAt", Conditions.time(now));
        return Optional.of(application.item().draft().with(status, "status"));
    }

    /** Numbers are compared by their text: a tree that was stored holds them in other classes. */
    private static boolean same(JsonNode before, JsonNode after) {
        return before.equals(after)
                || Draft.json(before).toString().equals(Draft.json(after).toString());
    }

    private static void sync(ObjectNode status, Report report, Fields spec) {
        ObjectNode sync = status.withObjectProperty("sync");
        sync.put("status", report.sync());
        report.commit().ifPresent(commit -> {
            sync.put("revision", commit);
            ObjectNode compared = sync.putObject("comparedTo");
            compared.set("source", Operation.tree(spec.at("source")));
            compared.set("destination", Operation.tree(spec.at("destination")));
        });
    }

    /** Whether the status was written for the present spec. */
    public static boolean sameWish(Application application) {
        Fields object = application.item().fields();
        return object.text("status", "longshore", "specDigest").equals(Optional.of(digest(object.at("spec"))));
    }

    private static String digest(Fields spec) {
        byte[] bytes = CanonicalJson.bytes((ObjectNode) Operation.tree(spec));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void health(ObjectNode status, Fields old, Health health, Instant now) {
        String before = old.text("health", "status").orElse("");
        Optional<String> since = old.text("health", "lastTransitionTime");
        ObjectNode json = status.putObject("health");
        json.put("status", health.code().word());
        if (!health.message().isEmpty()) {
            json.put("message", health.message());
        }
        boolean moved = !before.equals(health.code().word()) || since.isEmpty();
        json.put("lastTransitionTime", moved ? Conditions.time(now) : since.get());
    }

    private static void resources(ObjectNode status, List<Report.Line> lines) {
        ArrayNode resources = status.putArray("resources");
        lines.stream()
                .sorted(Comparator.comparing(Report.Line::group)
                        .thenComparing(Report.Line::kind)
                        .thenComparing(Report.Line::namespace)
                        .thenComparing(Report.Line::name))
                .forEach(line -> resources.add(resource(line)));
    }

    private static ObjectNode resource(Report.Line line) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        put(json, "group", line.group());
        json.put("version", line.version()).put("kind", line.kind());
        put(json, "namespace", line.namespace());
        json.put("name", line.name()).put("status", line.status());
        line.health().ifPresent(health -> {
            ObjectNode said =
                    json.putObject("health").put("status", health.code().word());
            put(said, "message", health.message());
        });
        if (line.requiresPruning()) {
            json.put("requiresPruning", true);
        }
        if (line.wave() != 0) {
            json.put("syncWave", (long) line.wave());
        }
        return json;
    }

    private static void put(ObjectNode json, String field, String text) {
        if (!text.isEmpty()) {
            json.put(field, text);
        }
    }

    private static void conditions(ObjectNode status, Fields old, List<Condition> conditions, Instant now) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Condition condition : conditions) {
            Optional<String> since = old.items("conditions").stream()
                    .filter(one ->
                            one.text("type").filter(condition.type()::equals).isPresent())
                    .filter(one -> one.text("message")
                            .filter(condition.message()::equals)
                            .isPresent())
                    .findFirst()
                    .flatMap(one -> one.text("lastTransitionTime"));
            list.addObject()
                    .put("type", condition.type())
                    .put("message", condition.message())
                    .put("lastTransitionTime", since.orElse(Conditions.time(now)));
        }
        if (list.isEmpty()) {
            status.remove("conditions");
        } else {
            status.set("conditions", list);
        }
    }

    private static void history(ObjectNode status, Report report, Fields spec, Instant now) {
        if (!report.recorded() || report.operation().isEmpty()) {
            return;
        }
        Operation operation = report.operation().get();
        ArrayNode history = status.withArrayProperty("history");
        long id = history.isEmpty()
                ? 0
                : history.get(history.size() - 1).path("id").asLong() + 1;
        ObjectNode entry = history.addObject();
        entry.put("id", id).put("revision", operation.revision());
        entry.set("source", Operation.tree(spec.at("source")));
        entry.put("deployStartedAt", Conditions.time(operation.startedAt()));
        entry.put("deployedAt", Conditions.time(operation.finishedAt().orElse(now)));
        entry.set("initiatedBy", Operation.tree(operation.request().at("initiatedBy")));
        long limit = spec.number("revisionHistoryLimit").orElse(HISTORY_USUAL);
        while (history.size() > Math.max(0, limit)) {
            history.remove(0);
        }
    }
}

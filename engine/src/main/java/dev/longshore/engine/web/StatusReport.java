package dev.longshore.engine.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.objects.Conditions;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Item;
import dev.longshore.objects.core.Node;
import dev.longshore.objects.core.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What runs and what does not, and why, as one JSON object. Pure. {@code ok} is true only when every application is Synced and
 * Healthy, every repository was reached and every node is ready; {@code problems} names the reason of everything that is not.
 */
public final class StatusReport {
    private static final int PROBLEMS_MAX = 100;
    private final Facts facts;
    private final Instant now;
    private final ObjectNode report = JsonNodeFactory.instance.objectNode();
    private final List<ObjectNode> problems = new ArrayList<>();

    /**
     * What the report is made of.
     *
     * @param looked when each repository was last reached, by {@code namespace/name}
     */
    public record Facts(
            String version,
            Instant startedAt,
            long revision,
            List<Item> applications,
            List<Item> repositories,
            List<Item> nodes,
            List<Item> pods,
            Map<String, Instant> looked) {}

    private StatusReport(Facts facts, Instant now) {
        this.facts = facts;
        this.now = now;
    }

    /** Equal arguments give equal reports. */
    public static ObjectNode of(Facts facts, Instant now) {
        return new StatusReport(facts, now).build();
    }

    private ObjectNode build() {
        report.put("ok", true);
        report.put("version", facts.version());
        report.put("startedAt", facts.startedAt().toString());
        report.put("now", now.toString());
        report.putObject("store").put("revision", facts.revision()).put("backend", "sqlite");
        units(report.putObject("units"));
        ArrayNode applications = report.putArray("applications");
        facts.applications().forEach(item -> applications.add(application(item)));
        ArrayNode repositories = report.putArray("repos");
        facts.repositories().forEach(item -> repositories.add(repository(item)));
        ArrayNode nodes = report.putArray("nodes");
        facts.nodes().forEach(item -> nodes.add(node(item)));
        ArrayNode pods = report.putArray("pods");
        facts.pods().forEach(item -> pods.add(pod(new Pod(item))));
        ArrayNode told = report.putArray("problems");
        problems.stream().limit(PROBLEMS_MAX).forEach(told::add);
        report.put("ok", problems.isEmpty());
        return report;
    }

    private void units(ObjectNode units) {
        units.put("total", facts.applications().size());
        for (String sync : List.of("Synced", "OutOfSync", "Unknown")) {
            units.put(Character.toLowerCase(sync.charAt(0)) + sync.substring(1), countOf(sync, "sync"));
        }
        for (String health : List.of("Healthy", "Progressing", "Degraded", "Suspended", "Missing")) {
            units.put(health.toLowerCase(Locale.ROOT), countOf(health, "health"));
        }
    }

    private long countOf(String word, String part) {
        return facts.applications().stream()
                .filter(item ->
                        item.text("status", part, "status").orElse("Unknown").equals(word))
                .count();
    }

    private ObjectNode application(Item item) {
        String sync = item.text("status", "sync", "status").orElse("Unknown");
        String health = item.text("status", "health", "status").orElse("Unknown");
        ObjectNode line = named(item);
        line.put("commit", item.text("status", "sync", "revision").orElse(""));
        line.put("sync", sync).put("health", health);
        line.put("message", message(item));
        List<Fields> conditions = item.items("status", "conditions");
        ArrayNode told = line.putArray("conditions");
        conditions.forEach(condition -> told.addObject()
                .put("type", condition.text("type").orElse(""))
                .put("message", condition.text("message").orElse("")));
        if (!sync.equals("Synced")
                || !health.equals("Healthy")
                || conditions.stream().anyMatch(StatusReport::isError)) {
            String reason = conditions.stream()
                    .filter(StatusReport::isError)
                    .findFirst()
                    .flatMap(condition -> condition.text("message"))
                    .orElse(message(item));
            problem("application/" + item.key().qualifiedName(), sync + ", " + health, reason);
        }
        return line;
    }

    /** A warning tells of something harmless; everything else keeps an application from being what Git says. */
    private static boolean isError(Fields condition) {
        return !condition.text("type").orElse("").endsWith("Warning");
    }

    private static String message(Item application) {
        return application
                .text("status", "health", "message")
                .filter(text -> !text.isEmpty())
                .or(() -> application.text("status", "operationState", "message"))
                .orElse("");
    }

    private ObjectNode repository(Item item) {
        ObjectNode line = named(item);
        line.put("url", item.text("spec", "url").orElse(""));
        ObjectNode heads = line.putObject("heads");
        item.strings("status", "heads").forEach(heads::put);
        Optional<Instant> looked =
                Optional.ofNullable(facts.looked().get(item.key().qualifiedName()));
        looked.ifPresent(at -> line.put("checkedAt", at.toString()).put("checkedAgo", ago(at)));
        String error = item.text("status", "error").orElse("");
        line.put("error", error);
        if (!error.isEmpty()) {
            problem("repository/" + item.key().qualifiedName(), "unreachable", error);
        }
        return line;
    }

    private ObjectNode node(Item item) {
        boolean ready = new Node(item).ready();
        Fields condition = condition(item, "Ready");
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("name", item.name()).put("ready", ready).put("schedulable", !new Node(item).unschedulable());
        line.put("reason", condition.text("reason").orElse(""));
        line.put("message", condition.text("message").orElse(""));
        if (!ready) {
            problem(
                    "node/" + item.name(),
                    condition.text("reason").orElse("NotReady"),
                    condition.text("message").orElse("the node has not reported yet"));
        }
        return line;
    }

    private ObjectNode pod(Pod pod) {
        ObjectNode line = named(pod.item());
        line.put("node", pod.nodeName().orElse(""));
        line.put("phase", pod.item().terminating() ? "Terminating" : pod.phase());
        line.put("ready", pod.ready());
        line.put("address", pod.item().text("status", "podIP").orElse(""));
        boolean green = pod.ready() || pod.phase().equals("Succeeded");
        if (!green && !pod.item().terminating()) {
            Trouble trouble = Trouble.of(pod);
            line.put("reason", trouble.reason()).put("message", trouble.message());
            if (trouble.serious()) {
                problem("pod/" + pod.item().key().qualifiedName(), trouble.reason(), trouble.message());
            }
        }
        return line;
    }

    private void problem(String object, String type, String message) {
        ObjectNode problem = JsonNodeFactory.instance.objectNode();
        problem.put("object", object).put("type", type).put("message", message);
        problems.add(problem);
    }

    private static Fields condition(Item item, String type) {
        return Conditions.find(item.fields(), type).orElse(Fields.NONE);
    }

    private static ObjectNode named(Item item) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        return line.put("namespace", item.namespace()).put("name", item.name());
    }

    private String ago(Instant at) {
        return Math.max(0, Duration.between(at, now).toSeconds()) + "s";
    }
}

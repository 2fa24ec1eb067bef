package dev.longshore.schemas;

import dev.longshore.objects.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What must hold of ReplicaSets and Deployments. Source: pkg/apis/apps/validation. */
final class WorkloadRules {
    private static final Pattern PERCENT = Pattern.compile("[0-9]{1,9}%");

    static final Map<String, Rule.Judge> ALL = Map.of(
            "restart-policy-always", (spec, old) -> restartPolicy(spec),
            "progress-deadline", (spec, old) -> progressDeadline(spec),
            "rolling-update-only-with-its-type", (strategy, old) -> onlyWithItsType(strategy),
            "rolling-update-bounds", (update, old) -> bounds(update));

    private WorkloadRules() {}

    private static List<Problem> restartPolicy(Fields spec) {
        List<Problem> problems = new ArrayList<>();
        String policy = spec.text("template", "spec", "restartPolicy").orElse("Always");
        if (policy.equals("Never") || policy.equals("OnFailure")) {
            problems.add(new Problem(
                    "template.spec.restartPolicy",
                    "FieldValueNotSupported",
                    "Unsupported value: " + Bounds.quoted(policy) + ": supported values: \"Always\""));
        }
        if (spec.has("template", "spec", "activeDeadlineSeconds")) {
            problems.add(Problem.forbidden(
                    "template.spec.activeDeadlineSeconds", "activeDeadlineSeconds in ReplicaSet is not Supported"));
        }
        return problems;
    }

    private static List<Problem> progressDeadline(Fields spec) {
        long deadline = spec.number("progressDeadlineSeconds").orElse(Integer.MAX_VALUE);
        return deadline > spec.number("minReadySeconds").orElse(0)
                ? List.of()
                : List.of(Problem.invalid(
                        "progressDeadlineSeconds", Long.toString(deadline), "must be greater than minReadySeconds"));
    }

    private static List<Problem> onlyWithItsType(Fields strategy) {
        boolean recreate = strategy.text("type").orElse("").equals("Recreate");
        return recreate && strategy.has("rollingUpdate")
                ? List.of(Problem.forbidden("rollingUpdate", "may not be specified when strategy `type` is 'Recreate'"))
                : List.of();
    }

    private static List<Problem> bounds(Fields update) {
        List<Problem> problems = new ArrayList<>();
        for (String field : List.of("maxUnavailable", "maxSurge")) {
            amountFault(update, field)
                    .ifPresent(fault ->
                            problems.add(Problem.invalid(field, update.at(field).toString(), fault)));
        }
        if (problems.isEmpty() && amount(update, "maxUnavailable") == 0 && amount(update, "maxSurge") == 0) {
            problems.add(Problem.invalid(
                    "maxUnavailable", update.at("maxUnavailable").toString(), "may not be 0 when `maxSurge` is 0"));
        }
        if (problems.isEmpty() && update.text("maxUnavailable").isPresent() && amount(update, "maxUnavailable") > 100) {
            problems.add(Problem.invalid(
                    "maxUnavailable", update.at("maxUnavailable").toString(), "must not be greater than 100%"));
        }
        return problems;
    }

    private static Optional<String> amountFault(Fields update, String field) {
        Optional<String> text = update.text(field);
        if (text.isPresent() && !PERCENT.matcher(text.orElseThrow()).matches()) {
            return Optional.of(
                    "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or"
                            + " '93%', regex used for validation is '[0-9]+%')");
        }
        return update.number(field).orElse(0) < 0
                ? Optional.of("must be greater than or equal to 0")
                : Optional.empty();
    }

    /** The number, or what stands before the percent sign. */
    private static long amount(Fields update, String field) {
        return update.text(field)
                .map(text -> Long.parseLong(text.substring(0, text.length() - 1)))
                .orElse(update.number(field).orElse(0));
    }
}

package dev.longshore.schemas;

import dev.longshore.objects.Fields;
import dev.longshore.objects.Selector;
import dev.longshore.schemas.formats.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Label selectors, and what they must select. Source: apimachinery meta/v1/validation, pkg/apis/apps/validation. */
final class SelectorRules {
    static final Map<String, Rule.Judge> ALL = Map.of(
            "label-selector", (selector, old) -> wellFormed(selector),
            "selector-matches-template", (spec, old) -> matchesTemplate(spec));

    private SelectorRules() {}

    private static List<Problem> wellFormed(Fields selector) {
        List<Problem> problems = new ArrayList<>(MetadataRules.labels(selector.at("matchLabels"), "matchLabels"));
        int at = 0;
        for (Fields expression : selector.items("matchExpressions")) {
            problems.addAll(expression(expression, "matchExpressions[" + at++ + "]"));
        }
        return problems;
    }

    private static List<Problem> expression(Fields expression, String path) {
        List<Problem> problems = new ArrayList<>();
        boolean values = !expression.items("values").isEmpty();
        String operator = expression.text("operator").orElse("");
        if ((operator.equals("In") || operator.equals("NotIn")) && !values) {
            problems.add(Problem.required(path + ".values", "must be specified when `operator` is 'In' or 'NotIn'"));
        }
        if ((operator.equals("Exists") || operator.equals("DoesNotExist")) && values) {
            problems.add(Problem.forbidden(
                    path + ".values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
        }
        expression
                .text("key")
                .filter(key -> !key.isEmpty())
                .flatMap(key -> Labels.key(key).map(fault -> Problem.invalid(path + ".key", Bounds.quoted(key), fault)))
                .ifPresent(problems::add);
        return problems;
    }

    /** A selector that is absent is reported as required; one that is malformed, as that. */
    private static List<Problem> matchesTemplate(Fields spec) {
        Fields selector = spec.at("selector");
        if (!selector.isObject() || !wellFormed(selector).isEmpty() || !readable(selector)) {
            return List.of();
        }
        Selector wanted = Selector.read(selector);
        if (wanted.requirements().isEmpty()) {
            return List.of(
                    Problem.invalid("selector", selector.toString(), "empty selector is invalid for deployment"));
        }
        Fields labels = spec.at("template", "metadata", "labels");
        return wanted.matches(spec.strings("template", "metadata", "labels"))
                ? List.of()
                : List.of(Problem.invalid(
                        "template.metadata.labels",
                        labels.isObject() ? labels.toString() : "{}",
                        "`selector` does not match template `labels`"));
    }

    private static boolean readable(Fields selector) {
        return selector.items("matchExpressions").stream()
                .allMatch(expression -> List.of("In", "NotIn", "Exists", "DoesNotExist")
                        .contains(expression.text("operator").orElse("")));
    }
}

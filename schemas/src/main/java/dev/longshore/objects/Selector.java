package dev.longshore.objects;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A label selector: all requirements must hold; none selects everything. Source: meta/v1 LabelSelector, and the string form of
 * {@code labelSelector=}.
 */
public record Selector(List<Requirement> requirements) {
    /** Selects everything. */
    public static final Selector ALL = new Selector(List.of());

    /** How a requirement compares. */
    public enum Operator {
        IN,
        NOT_IN,
        EXISTS,
        DOES_NOT_EXIST,
        GREATER_THAN,
        LESS_THAN
    }

    /** One condition on one key. */
    public record Requirement(String key, Operator operator, List<String> values) {
        boolean matches(Map<String, String> labels) {
            String value = labels.get(key);
            return switch (operator) {
                case IN -> value != null && values.contains(value);
                case NOT_IN -> value == null || !values.contains(value);
                case EXISTS -> value != null;
                case DOES_NOT_EXIST -> value == null;
                case GREATER_THAN -> compare(value) > 0;
                case LESS_THAN -> compare(value) < 0;
            };
        }

        private int compare(@org.jspecify.annotations.Nullable String value) {
            try {
                return value == null ? 0 : Long.compare(Long.parseLong(value), Long.parseLong(values.getFirst()));
            } catch (NumberFormatException notANumber) {
                return 0;
            }
        }
    }

    /** Whether an object with these labels is selected. */
    public boolean matches(Map<String, String> labels) {
        return requirements.stream().allMatch(requirement -> requirement.matches(labels));
    }

    /** A conjunction of equalities. */
    public static Selector of(Map<String, String> labels) {
        List<Requirement> all = new ArrayList<>();
        labels.forEach((key, value) -> all.add(new Requirement(key, Operator.IN, List.of(value))));
        return new Selector(List.copyOf(all));
    }

    /** Reads a LabelSelector object ({@code matchLabels}, {@code matchExpressions}). An absent selector selects everything. */
    public static Selector read(Fields selector) {
        List<Requirement> all =
                new ArrayList<>(of(selector.strings("matchLabels")).requirements());
        for (Fields expression : selector.items("matchExpressions")) {
            all.add(new Requirement(
                    expression.text("key").orElse(""),
                    operator(expression.text("operator").orElse("")),
                    expression.texts("values")));
        }
        return new Selector(List.copyOf(all));
    }

    private static Operator operator(String word) {
        return switch (word) {
            case "In" -> Operator.IN;
            case "NotIn" -> Operator.NOT_IN;
            case "Exists" -> Operator.EXISTS;
            case "DoesNotExist" -> Operator.DOES_NOT_EXIST;
            case "Gt" -> Operator.GREATER_THAN;
            case "Lt" -> Operator.LESS_THAN;
            default -> throw new IllegalArgumentException("unknown selector operator \"" + word + "\"");
        };
    }
}

package dev.longshore.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.longshore.schemas.Shape.Check;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Ranges, enums, lengths and formats of one value, in Kubernetes' words. */
final class Bounds {
    private Bounds() {}

    /** @param path made a string only when something is wrong */
    static Optional<Problem> problem(JsonNode value, Check check, Place path) {
        if (value instanceof TextNode) {
            return text(value.textValue(), check, path);
        }
        return value.isIntegralNumber() ? range(value.longValue(), check, path) : Optional.empty();
    }

    private static Optional<Problem> text(String value, Check check, Place path) {
        if (!check.oneOf().isEmpty() && !check.oneOf().contains(value)) {
            String allowed =
                    new TreeSet<>(check.oneOf()).stream().map(Bounds::quoted).collect(Collectors.joining(", "));
            return Optional.of(new Problem(
                    path.toString(),
                    "FieldValueNotSupported",
                    "Unsupported value: " + quoted(value) + ": supported values: " + allowed));
        }
        if (check.maxLength() >= 0 && value.length() > check.maxLength()) {
            return Optional.of(tooLong(path.toString(), check.maxLength()));
        }
        Format format = check.format();
        Optional<String> fault = format == null ? Optional.empty() : format.fault(value);
        return fault.isEmpty()
                ? Optional.empty()
                : Optional.of(Problem.invalid(path.toString(), quoted(value), fault.orElseThrow()));
    }

    private static Optional<Problem> range(long value, Check check, Place path) {
        Long min = check.min();
        Long max = check.max();
        if ((min == null || value >= min) && (max == null || value <= max)) {
            return Optional.empty();
        }
        String allowed = min != null && max != null
                ? "must be between " + min + " and " + max + ", inclusive"
                : min != null ? "must be greater than or equal to " + min : "must be less than or equal to " + max;
        return Optional.of(Problem.invalid(path.toString(), Long.toString(value), allowed));
    }

    static Optional<Problem> items(ArrayNode items, Check check, Place path) {
        if (check.maxItems() < 0 || items.size() <= check.maxItems()) {
            return Optional.empty();
        }
        return Optional.of(new Problem(
                path.toString(),
                "FieldValueTooMany",
                "Too many: " + items.size() + ": must have at most " + check.maxItems()
                        + (check.maxItems() == 1 ? " item" : " items")));
    }

    static Problem tooLong(String path, int max) {
        return new Problem(
                path, "FieldValueTooLong", "Too long: may not be more than " + max + (max == 1 ? " byte" : " bytes"));
    }

    /** As JSON writes it. */
    static String quoted(String value) {
        return TextNode.valueOf(value).toString();
    }
}

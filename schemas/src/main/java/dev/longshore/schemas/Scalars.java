package dev.longshore.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.longshore.objects.Quantity;
import dev.longshore.schemas.Shape.Scalar;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a JSON value can be read as a scalar, and what Kubernetes' decoder says when it cannot. Classes of nodes are compared, not
 * asked: among ten classes every question is a call the JIT cannot see through, and they were a quarter of the time of a walk.
 */
final class Scalars {
    private static final int PLAIN_DIGITS_MAX = 19;
    private static final Pattern PLAIN_TIME = Pattern.compile(
            "\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\\d|2[0-8])T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,9})?Z");
    private static final Set<String> PLAIN_UNITS = Set.of("", "m", "k", "M", "G", "Ki", "Mi", "Gi");

    private Scalars() {}

    static boolean fits(JsonNode value, Scalar scalar) {
        return switch (scalar) {
            case STRING, DURATION -> value instanceof TextNode;
            case BOOL -> value instanceof BooleanNode;
            case INT32 -> isWhole(value) && value.canConvertToInt();
            case INT64 -> isWhole(value) && value.canConvertToLong();
            case DOUBLE -> value.isNumber();
            case BYTES -> value instanceof TextNode && isBase64(value.textValue());
            case QUANTITY -> (value instanceof TextNode || value.isNumber()) && isQuantity(value.asText());
            case INT_OR_STRING -> value instanceof TextNode || (isWhole(value) && value.canConvertToInt());
            case TIME, MICRO_TIME -> value instanceof TextNode && isTime(value.textValue());
        };
    }

    private static boolean isWhole(JsonNode value) {
        return value.isNumber() && value.canConvertToExactIntegral();
    }

    /** Most are digits with a unit; only others cost the exact parser. */
    private static boolean isQuantity(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        boolean plain = digits > 0 && digits < PLAIN_DIGITS_MAX && PLAIN_UNITS.contains(text.substring(digits));
        return plain || Quantity.parse(text).isPresent();
    }

    private static boolean isBase64(String text) {
        try {
            var _ = Base64.getDecoder().decode(text);
            return true;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /** Most are whole seconds or their fractions in UTC, on a day that every month has; only others cost the exact parser. */
    private static boolean isTime(String text) {
        if (PLAIN_TIME.matcher(text).matches()) {
            return true;
        }
        try {
            var _ = OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeException malformed) {
            return false;
        }
    }

    /** Equal values are written alike: whole numbers without a fraction. */
    static JsonNode canonical(JsonNode value, Scalar scalar) {
        boolean whole = scalar == Scalar.INT32 || scalar == Scalar.INT64 || scalar == Scalar.INT_OR_STRING;
        return whole && value.isFloatingPointNumber() ? JsonNodeFactory.instance.numberNode(value.longValue()) : value;
    }

    /**
     * @param owner type that has the field, as {@code apps.DeploymentSpec}
     * @param path of the value; items and keys in brackets are left out of the message, as the decoder does
     */
    static Problem mistyped(JsonNode value, Shape shape, String owner, String path) {
        String field = owner.substring(owner.lastIndexOf('.') + 1) + "." + path.replaceAll("\\[[^]]*]", "");
        String found = value.isNumber() && shape != Scalar.STRING && shape != Scalar.BOOL
                ? "number " + value.asText()
                : value.getNodeType().name().toLowerCase(Locale.ROOT).replace("boolean", "bool");
        String said =
                fault(value, shape, "json: cannot unmarshal " + found + " into Go struct field " + field + " of type ");
        return new Problem(path, "FieldValueTypeInvalid", said);
    }

    private static String fault(JsonNode value, Shape shape, String cannot) {
        if (shape == Scalar.QUANTITY) {
            return "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
        }
        if (shape == Scalar.BYTES && value.isTextual()) {
            return "illegal base64 data";
        }
        if ((shape == Scalar.TIME || shape == Scalar.MICRO_TIME) && value.isTextual()) {
            return "parsing time " + value + " as \"2006-01-02T15:04:05Z07:00\": cannot parse it";
        }
        return cannot + goName(shape);
    }

    private static String goName(Shape shape) {
        return switch (shape) {
            case Scalar scalar ->
                switch (scalar) {
                    case STRING, BOOL, INT32, INT64 -> scalar.name().toLowerCase(Locale.ROOT);
                    case DOUBLE -> "float64";
                    case BYTES -> "[]uint8";
                    case QUANTITY -> "resource.Quantity";
                    case INT_OR_STRING -> "intstr.IntOrString";
                    case TIME -> "v1.Time";
                    case MICRO_TIME -> "v1.MicroTime";
                    case DURATION -> "v1.Duration";
                };
            case Shape.Struct struct ->
                "v1." + struct.name().substring(struct.name().lastIndexOf('.') + 1);
            case Shape.ListOf list -> "[]" + goName(list.item());
            case Shape.MapOf map -> "map[string]" + goName(map.value());
            case Shape.Either either -> goName(either.object());
            case Shape.Raw raw -> "runtime.RawExtension";
        };
    }
}

package dev.longshore.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an unquoted scalar means: kubectl's reading, which is YAML 1.1 with Go's numbers and without dates and sexagesimals.
 * Tried against kubectl 1.32.
 */
final class Scalars {
    private static final Set<String> TRUE =
            Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> FALSE =
            Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern NOT_FINITE = Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final int DIGITS_MAX = 2_000;

    private Scalars() {}

    /** @throws IllegalArgumentException for infinity and not-a-number, which JSON cannot hold */
    static JsonNode plain(String text) {
        if (NULL.contains(text)) {
            return NullNode.getInstance();
        }
        if (TRUE.contains(text) || FALSE.contains(text)) {
            return BooleanNode.valueOf(TRUE.contains(text));
        }
        if (NOT_FINITE.matcher(text).matches()) {
            throw new IllegalArgumentException(text + " has no JSON form: quote it if it is text");
        }
        char first = text.charAt(0);
        boolean numeric = "+-.0123456789".indexOf(first) >= 0 && text.length() <= DIGITS_MAX;
        return (numeric ? number(text) : Optional.<JsonNode>empty()).orElseGet(() -> TextNode.valueOf(text));
    }

    /** A number, written in any of the ways kubectl takes for one. */
    static Optional<JsonNode> number(String text) {
        String bare = text.charAt(0) == '.' ? text : text.replace("_", "");
        Optional<BigInteger> whole = whole(bare);
        if (whole.isPresent()) {
            return Optional.of(
                    whole.get().bitLength() < 64
                            ? number(whole.get().longValueExact())
                            : DoubleNode.valueOf(whole.get().doubleValue()));
        }
        if (!FLOAT.matcher(bare).matches()) {
            return Optional.empty();
        }
        double value = Double.parseDouble(bare);
        return Double.isInfinite(value) ? Optional.empty() : Optional.of(number(value));
    }

    /** In the class that a JSON parser gives it: trees are compared with parsed ones. */
    private static JsonNode number(long value) {
        return value == (int) value ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
    }

    /** Whole values become whole numbers: 1.0 is 1 in JSON as kubectl writes it. */
    private static JsonNode number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1L << 53
                ? number((long) value)
                : DoubleNode.valueOf(value);
    }

    /** Go's strconv with base 0: a prefix or a leading zero names the base; up to 64 bits. */
    private static Optional<BigInteger> whole(String text) {
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        int base = base(digits);
        String bare = base == 10 ? digits : digits.substring(base == 8 && !hasLetter(digits) ? 1 : 2);
        if (bare.isEmpty()
                || bare.length() > 64
                || !bare.chars().allMatch(c -> c < 128 && Character.digit(c, base) >= 0)) {
            return Optional.empty();
        }
        BigInteger value = new BigInteger(bare, base);
        BigInteger signed = negative ? value.negate() : value;
        boolean fits = signed.bitLength() < 64 || (!negative && value.bitLength() == 64);
        return fits ? Optional.of(signed) : Optional.empty();
    }

    private static int base(String digits) {
        if (digits.length() < 2 || digits.charAt(0) != '0') {
            return 10;
        }
        return switch (digits.charAt(1)) {
            case 'x', 'X' -> 16;
            case 'b', 'B' -> 2;
            default -> 8;
        };
    }

    private static boolean hasLetter(String digits) {
        return digits.charAt(1) == 'o' || digits.charAt(1) == 'O';
    }
}

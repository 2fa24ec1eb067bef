package dev.longshore.objects;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An amount of a resource, exact. Source: Kubernetes apimachinery, "Quantity": a decimal number and a suffix ({@code m}, {@code k},
 * {@code Mi}, {@code e3}, …).
 */
public record Quantity(BigDecimal value) implements Comparable<Quantity> {
    public static final Quantity ZERO = new Quantity(BigDecimal.ZERO);

    private static final int DIGITS_MAX = 64;
    private static final Pattern EXPONENT = Pattern.compile("[eE][+-]?\\d{1,2}");
    private static final Map<String, BigDecimal> UNITS = Map.ofEntries(
            Map.entry("n", BigDecimal.ONE.movePointLeft(9)),
            Map.entry("u", BigDecimal.ONE.movePointLeft(6)),
            Map.entry("m", BigDecimal.ONE.movePointLeft(3)),
            Map.entry("k", BigDecimal.ONE.movePointRight(3)),
            Map.entry("M", BigDecimal.ONE.movePointRight(6)),
            Map.entry("G", BigDecimal.ONE.movePointRight(9)),
            Map.entry("T", BigDecimal.ONE.movePointRight(12)),
            Map.entry("P", BigDecimal.ONE.movePointRight(15)),
            Map.entry("E", BigDecimal.ONE.movePointRight(18)),
            Map.entry("Ki", binary(1)),
            Map.entry("Mi", binary(2)),
            Map.entry("Gi", binary(3)),
            Map.entry("Ti", binary(4)),
            Map.entry("Pi", binary(5)),
            Map.entry("Ei", binary(6)));

    /** Empty when the text is no quantity. */
    public static Optional<Quantity> parse(String text) {
        int end = numberEnd(text);
        if (text.length() > DIGITS_MAX || end == 0) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(text.substring(0, end));
        String suffix = text.substring(end);
        BigDecimal unit = UNITS.get(suffix);
        if (suffix.isEmpty() || unit != null) {
            return Optional.of(new Quantity(unit == null ? number : number.multiply(unit)));
        }
        return EXPONENT.matcher(suffix).matches()
                ? Optional.of(new Quantity(number.scaleByPowerOfTen(Integer.parseInt(suffix.substring(1)))))
                : Optional.empty();
    }

    /** Behind a sign, digits and at most one point; 0 when there is no digit. */
    private static int numberEnd(String text) {
        int at = text.startsWith("+") || text.startsWith("-") ? 1 : 0;
        int whole = digitsEnd(text, at);
        int end = whole < text.length() && text.charAt(whole) == '.' ? digitsEnd(text, whole + 1) : whole;
        boolean digits = whole > at || end > whole + 1;
        return digits ? end : 0;
    }

    private static int digitsEnd(String text, int start) {
        int at = start;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    /** The quantity at a path, as text or number; empty when there is none. */
    public static Optional<Quantity> at(Fields fields, String... path) {
        return fields.scalar(path).flatMap(Quantity::parse);
    }

    public static Quantity of(long whole) {
        return new Quantity(BigDecimal.valueOf(whole));
    }

    /** In whole units, rounded up; at most {@link Long#MAX_VALUE}. */
    public long whole() {
        return ceiling(value);
    }

    /** In thousandths, rounded up, as CPU is counted; at most {@link Long#MAX_VALUE}. */
    public long milli() {
        return ceiling(value.movePointRight(3));
    }

    public Quantity plus(Quantity other) {
        return new Quantity(value.add(other.value));
    }

    /** How many divisors it takes, rounded up. Source: ResourceFieldSelector.divisor. */
    public long in(Quantity divisor) {
        BigDecimal unit = divisor.value.signum() == 0 ? BigDecimal.ONE : divisor.value;
        return ceiling(value.divide(unit, 3, RoundingMode.CEILING));
    }

    @Override
    public int compareTo(Quantity other) {
        return value.compareTo(other.value);
    }

    private static long ceiling(BigDecimal number) {
        BigDecimal whole = number.setScale(0, RoundingMode.CEILING);
        return whole.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0 ? Long.MAX_VALUE : whole.longValue();
    }

    private static BigDecimal binary(int power) {
        return BigDecimal.valueOf(1024).pow(power);
    }
}

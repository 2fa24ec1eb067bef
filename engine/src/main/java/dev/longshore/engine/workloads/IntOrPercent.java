package dev.longshore.engine.workloads;

/** Numbers that may be percentages. Source: apimachinery, intstr.GetScaledValueFromIntOrPercent. */
public final class IntOrPercent {
    private IntOrPercent() {}

    /**
     * The value of {@code text} for {@code total}.
     *
     * @param text a whole number, or one with a percent sign; the schema has refused anything else
     */
    public static int scaled(String text, int total, boolean up) {
        if (!text.endsWith("%")) {
            return Integer.parseInt(text);
        }
        long share = Long.parseLong(text.substring(0, text.length() - 1)) * total;
        return Math.toIntExact(up ? Math.ceilDiv(share, 100L) : Math.floorDiv(share, 100L));
    }
}

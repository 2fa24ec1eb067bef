package dev.longshore.schemas.columns;

import dev.longshore.objects.Fields;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Durations as people read them: never more than two units. Source: apimachinery duration.HumanDuration. */
final class Ages {
    private Ages() {}

    /** How long ago the time of a field was. */
    static String since(Fields time, Instant now) {
        return instant(time).map(then -> between(then, now)).orElse(Cells.UNKNOWN);
    }

    static String between(Instant then, Instant now) {
        return human(Duration.between(then, now));
    }

    static Optional<Instant> instant(Fields time) {
        try {
            return time.text().map(text -> OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }

    static String human(Duration age) {
        long seconds = age.toSeconds();
        if (seconds < -1) {
            return "<invalid>";
        }
        long minutes = seconds / 60;
        long hours = minutes / 60;
        long days = hours / 24;
        if (seconds < 120) {
            return Math.max(seconds, 0) + "s";
        }
        if (minutes < 10) {
            return two(minutes, "m", seconds % 60, "s");
        }
        if (hours < 3) {
            return minutes + "m";
        }
        if (hours < 8) {
            return two(hours, "h", minutes % 60, "m");
        }
        return hours < 48 ? hours + "h" : ofDays(days, hours);
    }

    private static String ofDays(long days, long hours) {
        if (days < 8) {
            return two(days, "d", hours % 24, "h");
        }
        if (days < 365 * 2) {
            return days + "d";
        }
        return days < 365 * 8 ? two(days / 365, "y", days % 365, "d") : days / 365 + "y";
    }

    private static String two(long first, String unit, long second, String smaller) {
        return second == 0 ? first + unit : first + unit + second + smaller;
    }
}

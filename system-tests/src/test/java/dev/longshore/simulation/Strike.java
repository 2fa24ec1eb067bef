package dev.longshore.simulation;

import dev.longshore.simulation.Port.Rates;
import java.util.Locale;

/** What goes wrong with one call. */
enum Strike {
    NONE,
    KILL_BEFORE,
    KILL_AFTER,
    LOST,
    DROP,
    SLOW,
    LATE,
    LATER,
    TWICE;

    /** @param point below a million, scaled by how much this seed likes faults of this kind */
    static Strike at(double point, Rates rates) {
        double left = point;
        for (Strike strike : values()) {
            left -= strike.of(rates);
            if (strike != NONE && left < 0) {
                return strike;
            }
        }
        return NONE;
    }

    private int of(Rates rates) {
        return switch (this) {
            case NONE -> 0;
            case KILL_BEFORE -> rates.killBefore();
            case KILL_AFTER -> rates.killAfter();
            case LOST -> rates.lost();
            case DROP -> rates.drop();
            case SLOW -> rates.slow();
            case LATE -> rates.late();
            case LATER -> rates.later();
            case TWICE -> rates.twice();
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

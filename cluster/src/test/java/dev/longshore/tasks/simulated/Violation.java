package dev.longshore.tasks.simulated;

import java.time.Duration;
import java.util.Locale;

/**
 * Something that must never happen, and did.
 *
 * @param id of the invariant, or a word for what the driver itself found
 * @param at virtual time since the world began
 */
public record Violation(String id, String text, Duration at, long turn) {
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "t=%.3f turn=%d %s %s", at.toMillis() / 1e3, turn, id, text);
    }
}

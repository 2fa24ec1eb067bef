package dev.longshore.engine.registry;

import dev.longshore.objects.Conditions;
import dev.longshore.tasks.Chance;
import dev.longshore.tasks.Time;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a decision takes from time and chance.
 *
 * @param suffixes for generated names, in the order in which they are tried
 */
record Draw(Instant now, String uid, List<String> suffixes) {
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";
    private static final int SUFFIX_LENGTH = 5;
    private static final int SUFFIXES = 8;

    static Draw of(Time time, Chance chance) {
        return new Draw(
                time.now(),
                chance.uid(),
                IntStream.range(0, SUFFIXES).mapToObj(any -> suffix(chance)).toList());
    }

    private static String suffix(Chance chance) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < SUFFIX_LENGTH; i++) {
            text.append(LETTERS.charAt(chance.below(LETTERS.length())));
        }
        return text.toString();
    }

    /** Now, as metadata writes it. */
    String stamp() {
        return Conditions.time(now);
    }
}

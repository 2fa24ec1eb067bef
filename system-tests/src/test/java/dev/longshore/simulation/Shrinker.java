package dev.longshore.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds a small part of a list of faults with which something still fails, by leaving out ever smaller pieces (delta debugging:
 * Zeller and Hildebrandt, 2002). What it ends with fails, and when its tries sufficed no single fault can be left out.
 */
final class Shrinker {
    private final Function<List<String>, Optional<List<String>>> failing;
    private final int triesMax;
    private int tries;

    /** @param failing runs with these faults alone: those that then happened, or empty when nothing failed */
    Shrinker(Function<List<String>, Optional<List<String>>> failing, int triesMax) {
        this.failing = failing;
        this.triesMax = triesMax;
    }

    /** How often it ran. */
    int tries() {
        return tries;
    }

    /** @param faults with which it fails */
    List<String> smallest(List<String> faults) {
        List<String> left = attempt(List.of()).orElse(faults);
        int pieces = 2;
        while (left.size() > 1 && pieces <= left.size() && tries < triesMax) {
            Optional<List<String>> fewer = withoutOneOf(pieces, left);
            pieces = fewer.isPresent()
                    ? Math.max(2, pieces - 1)
                    : 2 * pieces < left.size() || pieces == left.size() ? 2 * pieces : left.size();
            left = fewer.orElse(left);
        }
        return left;
    }

    private Optional<List<String>> withoutOneOf(int pieces, List<String> faults) {
        for (int piece = 0; piece < pieces && tries < triesMax; piece++) {
            int from = faults.size() * piece / pieces;
            int to = faults.size() * (piece + 1) / pieces;
            List<String> rest = new ArrayList<>(faults.subList(0, from));
            rest.addAll(faults.subList(to, faults.size()));
            Optional<List<String>> happened = attempt(rest);
            if (happened.isPresent()) {
                return happened;
            }
        }
        return Optional.empty();
    }

    private Optional<List<String>> attempt(List<String> faults) {
        tries++;
        return failing.apply(faults);
    }
}

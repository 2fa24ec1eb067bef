package dev.longshore.tasks.simulated;

import java.util.List;

/**
 * How often the baton changes hands. No rhythm finds most: each seed draws its own.
 *
 * @param oneIn a call that need not wait hands over once in so many; 0: only waits do
 * @param drawn whether the seed picks among the ready, or the first come goes first
 */
public record Rhythm(int oneIn, boolean drawn) {
    private static final List<Integer> CHOICES = List.of(1, 1, 5, 0);
    private static final int ONE_IN_ORDER = 8;

    static Rhythm of(long seed) {
        long drawn = Mix.of(seed, "rhythm");
        return new Rhythm(
                CHOICES.get(Mix.below(drawn, CHOICES.size())), Mix.below(Mix.of(drawn, "order"), ONE_IN_ORDER) > 0);
    }

    boolean handsOver(long draw) {
        return oneIn > 0 && Mix.below(draw, oneIn) == 0;
    }
}

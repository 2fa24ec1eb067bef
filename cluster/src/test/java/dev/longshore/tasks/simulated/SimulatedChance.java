package dev.longshore.tasks.simulated;

import dev.longshore.tasks.Chance;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Draws that count: the n-th of a stream depends on the stream's key and n, on nothing else. */
public final class SimulatedChance implements Chance {
    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final long key;
    private final Map<String, Integer> forks = new TreeMap<>();
    private long count;

    public SimulatedChance(long key) {
        this.key = key;
    }

    @Override
    public long next() {
        return Mix.of(key, ++count);
    }

    @Override
    public int below(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("nothing is below " + bound);
        }
        return Mix.below(next(), bound);
    }

    @Override
    public Chance fork(String tag) {
        return new SimulatedChance(Mix.of(Mix.of(key, tag), forks.merge(tag, 1, Integer::sum)));
    }

    @Override
    public String uid() {
        long high = (next() & ~0xF000L) | VERSION_4;
        long low = (next() >>> 2) | VARIANT;
        return new UUID(high, low).toString();
    }
}

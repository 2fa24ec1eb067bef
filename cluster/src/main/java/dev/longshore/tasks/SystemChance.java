package dev.longshore.tasks;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Draws from a stream whose start comes from the operating system's randomness. Not for keys or tokens. Safe for any thread. */
public final class SystemChance implements Chance {
    /** The odd number nearest to 2^64 divided by the golden ratio: a counter with this step visits all 64-bit values. */
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private final AtomicLong state;

    public SystemChance() {
        this(new SecureRandom().nextLong());
    }

    private SystemChance(long start) {
        this.state = new AtomicLong(start);
    }

    @Override
    public long next() {
        return scatter(state.addAndGet(STEP));
    }

    @Override
    public int below(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("nothing is below " + bound);
        }
        return Math.floorMod(next(), bound);
    }

    @Override
    public Chance fork(String tag) {
        return new SystemChance(new SecureRandom().nextLong() ^ tag.hashCode());
    }

    @Override
    public String uid() {
        return UUID.randomUUID().toString();
    }

    /** David Stafford's variant 13 of the MurmurHash3 finalizer: each input bit moves about half of the output bits. */
    private static long scatter(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}

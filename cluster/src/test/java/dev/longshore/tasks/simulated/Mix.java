package dev.longshore.tasks.simulated;

/** Draws that depend on nothing but their arguments: leaving one out moves no other. */
public final class Mix {
    private Mix() {}

    /** A number that looks random and is always the same for the same two. */
    public static long of(long a, long b) {
        long mixed = a * 0x9E3779B97F4A7C15L + Long.rotateLeft(b, 32) * 0xD1B54A32D192ED03L + b;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    public static long of(long a, String text) {
        return of(a, text.hashCode());
    }

    /** Uniform in 0 … bound − 1. */
    public static int below(long drawn, int bound) {
        return Math.floorMod(drawn, bound);
    }
}

package dev.longshore.tasks.simulated;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The last 2,000 turns: who, where, when. */
final class Turns {
    private static final int KEPT = 2_000;

    private final String[] who = new String[KEPT];
    private final String[] where = new String[KEPT];
    private final long[] when = new long[KEPT];
    private long count;

    void add(SimulatedTask task, long now) {
        int slot = (int) (count++ % KEPT);
        who[slot] = task.label;
        where[slot] = task.at;
        when[slot] = now;
    }

    List<String> lines(int wanted) {
        List<String> lines = new ArrayList<>();
        for (long turn = Math.max(0, count - Math.min(wanted, KEPT)); turn < count; turn++) {
            int slot = (int) (turn % KEPT);
            lines.add(String.format(Locale.ROOT, "t=%.6f %s at %s", when[slot] / 1e9, who[slot], where[slot]));
        }
        return lines;
    }
}

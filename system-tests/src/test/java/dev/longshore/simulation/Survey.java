package dev.longshore.simulation;

import java.util.Map;
import java.util.TreeMap;

/** Runs a range of seeds and counts what was found: for looking around, {@code Survey FROM TO}, with {@code -Dplanted=MISTAKE}. */
final class Survey {
    private Survey() {}

    public static void main(String[] arguments) {
        Map<String, Integer> found = new TreeMap<>();
        long begin = System.nanoTime();
        long turns = 0;
        int from = Integer.parseInt(arguments[0]);
        int to = Integer.parseInt(arguments[1]);
        Planted planted = Planted.valueOf(System.getProperty("planted", "NOTHING"));
        for (long seed = from; seed <= to; seed++) {
            Simulation simulation = Course.of(seed, planted).run();
            turns += simulation.world().turns();
            simulation.violations().forEach(violation -> found.merge(violation.id(), 1, Integer::sum));
            if (!simulation.violations().isEmpty()) {
                System.out.println(
                        "SIM-FAIL seed=" + seed + " " + simulation.violations().getFirst());
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf("%d seeds in %.1f s, %d turns, found %s%n", to - from + 1, seconds, turns, found);
    }
}

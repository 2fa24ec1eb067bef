package dev.longshore.simulation;

import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The courses of some seeds as text: equal text in two JVMs, equal courses. */
final class Digests {
    private Digests() {}

    /** One line for each seed. */
    static String of(int from, int to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(seed -> {
                    Simulation simulation = Course.of(seed).run();
                    return seed + " " + Long.toHexString(simulation.world().digest()) + " "
                            + simulation.world().turns() + " " + simulation.violations();
                })
                .collect(Collectors.joining("\n"));
    }

    public static void main(String[] arguments) {
        System.out.println(of(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1])));
    }
}

package dev.longshore.benchmarks;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks and prints what counts: bytes and time of each, and what walking costs in terms of parsing. All of them are
 * run several times, turn and turn about, and the fastest iteration stands: neighbours on the machine only ever add.
 */
public final class Benchmarks {
    private static final int REPETITIONS = 4;

    private record Cost(double micros, double bytes) {
        Cost lower(Cost other) {
            return new Cost(Math.min(micros, other.micros), Math.min(bytes, other.bytes));
        }
    }

    private Benchmarks() {}

    /** @param args as JMH takes them; none: all benchmarks, the quick variant */
    public static void main(String[] args) throws RunnerException, CommandLineOptionException {
        Options options = new OptionsBuilder()
                .parent(new CommandLineOptions(args))
                .addProfiler(GCProfiler.class)
                .build();
        Map<String, Cost> costs = new TreeMap<>();
        for (int i = 0; i < REPETITIONS; i++) {
            new Runner(options)
                    .run()
                    .forEach(run -> costs.merge(run.getPrimaryResult().getLabel(), cost(run), Cost::lower));
        }
        costs.forEach(Benchmarks::print);
        ratio(costs, "parseAndWalk", "parse", 2.5);
        ratio(costs, "range100k", "range10k", 11);
    }

    private static void ratio(Map<String, Cost> costs, String name, String to, double wanted) {
        Cost floor = costs.get(to);
        Cost cost = costs.get(name);
        if (floor != null && cost != null) {
            System.out.printf(
                    Locale.ROOT,
                    "%s / %s = %.2f, at most %s wanted%n",
                    name,
                    to,
                    cost.micros() / floor.micros(),
                    wanted);
        }
    }

    private static Cost cost(RunResult run) {
        Result<?> allocated = run.getSecondaryResults().get("gc.alloc.rate.norm");
        return new Cost(
                run.getPrimaryResult().getStatistics().getMin(), allocated == null ? Double.NaN : allocated.getScore());
    }

    private static void print(String name, Cost cost) {
        System.out.printf(Locale.ROOT, "%-14s %10.1f µs %10.0f B%n", name, cost.micros(), cost.bytes());
    }
}

package dev.longshore.simulation;

import dev.longshore.tasks.simulated.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What decides how a simulation goes, all of it.
 *
 * @param only names of the faults that may happen; empty: all that the seed draws
 */
record Course(long seed, Planted planted, Optional<List<String>> only) {
    private static final String BETWEEN = ", ";

    /** As asked for: {@code -Dplanted=MISTAKE}, and {@code -Donly=} names with commas between, or a file with one in each line. */
    static Course of(long seed) {
        Planted planted = Planted.valueOf(System.getProperty("planted", Planted.NOTHING.name()));
        return new Course(
                seed, planted, Optional.ofNullable(System.getProperty("only")).map(Course::names));
    }

    static Course of(long seed, Planted planted) {
        return new Course(seed, planted, Optional.empty());
    }

    Course with(List<String> faults) {
        return new Course(seed, planted, Optional.of(faults));
    }

    /** Bad weather, calm, rest, judgement. */
    Simulation run() {
        return Simulation.course(this);
    }

    boolean allows(String fault) {
        return only.isEmpty() || only.get().contains(fault);
    }

    /** Names of its faults when it still violates {@code id}. */
    Optional<List<String>> violating(String id) {
        Simulation simulation = run();
        boolean violates = simulation.violations().stream().map(Violation::id).anyMatch(id::equals);
        return violates ? Optional.of(List.copyOf(simulation.faults().struck())) : Optional.empty();
    }

    /** What shows it again. */
    String command() {
        return "mvn -Pfast -pl system-tests -am test -Dtest=SimulationTest -Dsurefire.failIfNoSpecifiedTests=false -Dseed="
                + seed
                + (planted == Planted.NOTHING ? "" : " -Dplanted=" + planted)
                + only.map(names -> " '-Donly=" + String.join(BETWEEN, names) + "'")
                        .orElse("") + " -Dtrace=true";
    }

    static List<String> names(String text) {
        return List.copyOf(new TreeSet<>(
                lines(text).map(String::strip).filter(name -> !name.isEmpty()).toList()));
    }

    private static Stream<String> lines(String text) {
        Path file = Path.of(text);
        try {
            return Files.isRegularFile(file) ? Files.readAllLines(file).stream() : Arrays.stream(text.split(",", -1));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("-Donly=" + text, unreadable);
        }
    }
}

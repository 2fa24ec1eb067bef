package dev.longshore.simulation;

import dev.longshore.tasks.simulated.Mix;
import dev.longshore.tasks.simulated.SimulatedProcess;
import dev.longshore.tasks.simulated.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Which calls go wrong, and how. Each draw belongs to a machine, a site and how often that machine came by; each fault has a name made
 * of these, so that leaving one out moves no other.
 */
final class Faults {
    private static final double[] FACTORS = {0, 0.3, 1, 3, 10};
    private static final int MILLION = 1_000_000;
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final World world;
    private final Predicate<String> allowed;
    private final Map<String, Integer> visits = new TreeMap<>();
    private final List<String> struck = new ArrayList<>();
    private boolean on;

    /** @param allowed by name: which faults may happen at all */
    Faults(World world, Predicate<String> allowed) {
        this.world = world;
        this.allowed = allowed;
    }

    void on(boolean whether) {
        on = whether;
    }

    boolean on() {
        return on;
    }

    /** Names of what happened, in order. */
    List<String> struck() {
        return Collections.unmodifiableList(struck);
    }

    /** A fault of the world, not of a call: whether it may happen now. */
    boolean happens(String name) {
        boolean happens = on && allowed.test(name);
        if (happens) {
            struck.add(name);
            world.trace(() -> "fault " + name);
        }
        return happens;
    }

    /** A small fault of a machine that comes in so many of a hundred cases. */
    boolean often(String what, String machine, int percent) {
        String place = what + " " + machine;
        int visit = visits.merge(place, 1, Integer::sum);
        return on && Mix.below(world.draw(place, visit), 100) < percent && happens(place + "#" + visit);
    }

    /** The next strike for a call of a process. */
    Strike strike(Port port, String machine, String site) {
        String place = machine + " " + site;
        int visit = visits.merge(place, 1, Integer::sum);
        double factor = FACTORS[Mix.below(world.draw("factor " + port, 0), FACTORS.length)];
        if (!on || factor == 0) {
            return Strike.NONE;
        }
        double point = Mix.below(world.draw(place, visit), MILLION) / factor;
        Strike strike = Strike.at(point, port.rates);
        return strike != Strike.NONE && happens(strike.word() + " " + place + "#" + visit) ? strike : Strike.NONE;
    }

    /** How long something takes that takes long. */
    Duration delay(String machine, String site, int millisMax) {
        int visit = visits.merge("delay " + machine + " " + site, 1, Integer::sum);
        return Duration.ofMillis(100 + Mix.below(world.draw("delay " + machine + " " + site, visit), millisMax));
    }

    /**
     * A call that leaves its process.
     *
     * @param effect what it does on the other side; must not wait when the port knows {@code later}
     * @param unknown what the caller is told when no answer comes
     */
    <T> T call(Port port, SimulatedProcess process, String site, Supplier<T> effect, Supplier<T> unknown) {
        world.pass(site);
        Strike strike = strike(port, process.name(), site);
        T result = struckBy(strike, process, site, effect, unknown);
        world.pass(site);
        return result;
    }

    private <T> T struckBy(
            Strike strike, SimulatedProcess process, String site, Supplier<T> effect, Supplier<T> unknown) {
        return switch (strike) {
            case NONE -> effect.get();
            case KILL_BEFORE -> {
                world.dieHere(site);
                yield effect.get();
            }
            case KILL_AFTER -> {
                var _ = effect.get();
                world.dieHere(site);
                yield unknown.get();
            }
            case DROP -> {
                process.sleep(DEADLINE);
                yield unknown.get();
            }
            case LOST -> {
                var _ = effect.get();
                process.sleep(DEADLINE);
                yield unknown.get();
            }
            case SLOW -> {
                process.sleep(delay(process.name(), site, 5_000));
                yield effect.get();
            }
            case LATE -> {
                T result = effect.get();
                process.sleep(delay(process.name(), site, 5_000));
                yield result;
            }
            case LATER -> {
                world.after(delay(process.name(), site, 6_000), () -> attempt(effect));
                yield unknown.get();
            }
            case TWICE -> {
                attempt(effect);
                yield effect.get();
            }
        };
    }

    /** Nobody hears of what becomes of it. */
    private static <T> void attempt(Supplier<T> effect) {
        try {
            var _ = effect.get();
        } catch (RuntimeException unheard) {
            // the caller gave up long ago
        }
    }
}

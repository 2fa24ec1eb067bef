package dev.longshore.agent.pods.plan;

import java.time.Duration;

/**
 * Delays between the runs of a container that keeps ending: 0, then {@code first} doubling up to {@code most}. Source: kubelet,
 * "CrashLoopBackOff".
 *
 * @param reset a run of at least this length starts the series anew
 */
public record BackOff(Duration first, Duration most, Duration reset) {
    public static final BackOff DEFAULT =
            new BackOff(Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofMinutes(10));

    /** For what may be cured by the next look: a missing object, an address that is not free yet. */
    public static final BackOff SOON =
            new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(10));

    private static final int DOUBLINGS_MAX = 30;

    /** From the end of {@code last} to the start of its successor. */
    public Duration after(SeenContainer last) {
        return lasted(last) ? Duration.ZERO : delay(last.backOffStep());
    }

    /** The successor's place in the series. */
    int stepAfter(SeenContainer last) {
        return lasted(last) ? 1 : last.backOffStep() + 1;
    }

    /** @param step 0: at once */
    public Duration delay(int step) {
        if (step <= 0) {
            return Duration.ZERO;
        }
        Duration delay = first.multipliedBy(1L << Math.min(step - 1, DOUBLINGS_MAX));
        return delay.compareTo(most) > 0 ? most : delay;
    }

    private boolean lasted(SeenContainer last) {
        return last.ran().compareTo(reset) >= 0;
    }
}

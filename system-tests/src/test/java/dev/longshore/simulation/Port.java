package dev.longshore.simulation;

/**
 * A kind of call that leaves a process, with how often it goes wrong, per million calls.
 *
 * <p>A commit into a file on one's own disk is never lost or late: it happens, or the process dies. Everything else may do anything.
 */
enum Port {
    STORE(new Rates(150, 250, 0, 0, 400, 0, 0, 0)),
    DOCKER(new Rates(700, 1_200, 12_000, 8_000, 3_000, 3_000, 5_000, 0)),
    WIRE(new Rates(0, 300, 10_000, 10_000, 5_000, 5_000, 4_000, 4_000)),
    GIT(new Rates(0, 0, 0, 60_000, 20_000, 0, 0, 0));

    /**
     * @param killBefore the process dies before the effect
     * @param killAfter the process dies after the effect
     * @param lost the effect happens, the answer does not come
     * @param drop no effect, no answer
     * @param slow the effect comes late
     * @param late the answer comes late
     * @param later no answer; the effect happens after the caller gave up
     * @param twice the effect happens twice
     */
    record Rates(int killBefore, int killAfter, int lost, int drop, int slow, int late, int later, int twice) {}

    @SuppressWarnings("ImmutableEnumChecker") // a record of numbers
    final Rates rates;

    Port(Rates rates) {
        this.rates = rates;
    }
}

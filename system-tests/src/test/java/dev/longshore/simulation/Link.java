package dev.longshore.simulation;

/** The cable of one machine. */
final class Link {
    private boolean cut;

    boolean cut() {
        return cut;
    }

    void cut(boolean now) {
        cut = now;
    }
}

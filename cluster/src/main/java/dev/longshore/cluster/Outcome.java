package dev.longshore.cluster;

import java.time.Duration;

/** What the loop does with the key next. */
public sealed interface Outcome {
    /** Nothing until something changes. */
    record Done() implements Outcome {}

    /** Look again after {@code delay}; zero: at once. */
    record Again(Duration delay) implements Outcome {}

    /** Look again with growing delay, as after a fault. */
    record Retry(String why) implements Outcome {}

    static Outcome done() {
        return new Done();
    }

    static Outcome again(Duration delay) {
        return new Again(delay);
    }

    static Outcome retry(String why) {
        return new Retry(why);
    }
}

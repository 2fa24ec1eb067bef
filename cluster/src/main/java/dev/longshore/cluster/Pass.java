package dev.longshore.cluster;

import java.time.Duration;
import java.util.Optional;

/** What one pass of an executor has come to so far: a reason to retry beats a lost race, a lost race beats an appointment. */
final class Pass {
    private Optional<String> failure = Optional.empty();
    private Optional<Duration> later = Optional.empty();
    private boolean createFailed;

    /** Keeps the first reason. */
    void retry(String why) {
        failure = failure.or(() -> Optional.of(why));
    }

    void again() {
        after(Duration.ZERO);
    }

    /** Keeps the earliest. */
    void after(Duration delay) {
        later = later.filter(earlier -> earlier.compareTo(delay) <= 0).or(() -> Optional.of(delay));
    }

    void createFailed(boolean failed) {
        createFailed = failed;
    }

    boolean createFailed() {
        return createFailed;
    }

    Outcome outcome() {
        return failure.map(Outcome::retry).or(() -> later.map(Outcome::again)).orElse(Outcome.done());
    }
}

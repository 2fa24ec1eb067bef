package dev.longshore.simulation;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Which seeds are run: the first {@code -Dseeds=N}, or the one of {@code -Dseed=N}. */
final class Seeds {
    private static final int COUNT = Integer.getInteger("seeds", 200);

    /** Seeds that once failed and are outside of the first {@link #COUNT}; each with its reason. */
    private static final List<Long> REGRESSIONS = List.of();

    private Seeds() {}

    static Stream<Long> all() {
        return only().map(Stream::of)
                .orElseGet(() -> Stream.concat(
                        REGRESSIONS.stream(), LongStream.rangeClosed(1, COUNT).boxed()));
    }

    private static Optional<Long> only() {
        return Optional.ofNullable(Long.getLong("seed"));
    }
}

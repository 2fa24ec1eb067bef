package dev.longshore.engine.gitops.sync;

import dev.longshore.engine.gitops.sync.SyncUnit.Retry;
import dev.longshore.objects.Fields;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Retry policies as they are written. Source: Argo CD, RetryStrategy. */
final class Retries {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)?");
    private static final Duration LONGEST = Duration.ofHours(24);

    private Retries() {}

    /**
     * What is not given is as in {@link Retry#DEFAULT}.
     *
     * @param path of {@code retry}, for faults
     * @param faults a sentence is added for each field that cannot be read
     */
    static Retry read(Fields retry, String path, List<String> faults) {
        Retry usual = Retry.DEFAULT;
        long factor = retry.number("backoff", "factor").orElse(usual.factor());
        if (factor < 1 || factor > 100) {
            faults.add(path + ".backoff.factor must be from 1 to 100");
        }
        return new Retry(
                retry.number("limit").orElse(usual.limit()),
                duration(retry, path, "duration", faults).orElse(usual.base()),
                factor,
                duration(retry, path, "maxDuration", faults).orElse(usual.longest()));
    }

    private static Optional<Duration> duration(Fields retry, String path, String field, List<String> faults) {
        Optional<String> text = retry.text("backoff", field).filter(value -> !value.isEmpty());
        Optional<Duration> read =
                text.map(DURATION::matcher).filter(Matcher::matches).map(Retries::duration);
        if (text.isPresent() && read.isEmpty()) {
            faults.add(path + ".backoff." + field + " must be a number with ms, s, m or h");
        }
        return read;
    }

    private static Duration duration(Matcher match) {
        long number = Long.parseLong(match.group(1));
        String unit = match.group(2) == null ? "s" : match.group(2);
        Duration read = switch (unit) {
            case "ms" -> Duration.ofMillis(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofSeconds(number);
        };
        return read.compareTo(LONGEST) > 0 ? LONGEST : read;
    }
}

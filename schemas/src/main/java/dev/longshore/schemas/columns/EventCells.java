package dev.longshore.schemas.columns;

import dev.longshore.objects.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Columns of Events, which carry their times in either of two ways. Source: printEvent. */
final class EventCells {
    static final Map<String, BiFunction<Fields, Instant, Object>> ALL = Map.of(
            "event-last-seen", EventCells::lastSeen,
            "event-first-seen", (event, now) -> age(first(event), now),
            "event-object", (event, now) -> object(event),
            "event-source", (event, now) -> source(event),
            "event-message", (event, now) -> event.text("message").orElse("").strip(),
            "event-count", (event, now) -> count(event));

    private EventCells() {}

    private static String lastSeen(Fields event, Instant now) {
        Optional<Instant> last = Ages.instant(event.at("series", "lastObservedTime"))
                .or(() -> Ages.instant(event.at("lastTimestamp")))
                .or(() -> first(event));
        return count(event) > 1
                ? age(last, now) + " (x" + count(event) + " over " + age(first(event), now) + ")"
                : age(last, now);
    }

    private static Optional<Instant> first(Fields event) {
        return Ages.instant(event.at("firstTimestamp")).or(() -> Ages.instant(event.at("eventTime")));
    }

    private static long count(Fields event) {
        return Math.max(
                1, event.number("series", "count").orElse(event.number("count").orElse(1)));
    }

    private static String object(Fields event) {
        String kind = event.text("involvedObject", "kind").orElse("").toLowerCase(Locale.ROOT);
        String name = event.text("involvedObject", "name").orElse("");
        return name.isEmpty() ? kind : kind + "/" + name;
    }

    private static String source(Fields event) {
        List<String> parts = Stream.of(
                        Cells.text(event, event.text("reportingComponent").orElse(""), "source", "component"),
                        event.text("source", "host").orElse(""))
                .filter(part -> !part.isEmpty())
                .toList();
        return parts.stream().collect(Collectors.joining(", "));
    }

    private static String age(Optional<Instant> time, Instant now) {
        return time.map(then -> Ages.between(then, now)).orElse(Cells.UNKNOWN);
    }
}

package dev.longshore.engine.apiserver;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.cluster.Query;
import dev.longshore.cluster.Start;
import dev.longshore.cluster.Watch;
import dev.longshore.cluster.WatchEvent;
import dev.longshore.engine.apiserver.http.Exchange;
import dev.longshore.engine.apiserver.http.ResponseSink;
import dev.longshore.objects.ApiStatus;
import dev.longshore.objects.Item;
import dev.longshore.tasks.Chance;
import dev.longshore.tasks.Time;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes as they come, one JSON object per line. Ends cleanly at its time, when the engine stops, and when the caller must list
 * again (after an ERROR event that says so).
 */
final class WatchEndpoint {
    private static final int SECONDS_MIN = 1800;
    private static final int SECONDS_SPREAD = 1800;

    private final Time time;
    private final Chance chance;

    WatchEndpoint(Time time, Chance chance) {
        this.time = time;
        this.chance = chance;
    }

    /** What the caller wants to be told besides changes. */
    private record Wishes(boolean bookmarks, boolean initialEnd) {}

    /** Answers the exchange to its end. */
    void watch(ApiRequest request) {
        Query query = ReadOptions.watch(request);
        Start start = start(request, query);
        long seconds = request.query().number("timeoutSeconds").orElse(SECONDS_MIN + chance.below(SECONDS_SPREAD));
        Wishes wishes = new Wishes(
                request.query().flag("allowWatchBookmarks"), request.query().flag("sendInitialEvents"));
        try (Watch watch = request.cluster().watch(query, start)) {
            Exchange exchange = request.exchange();
            exchange.onEnd(watch::close);
            exchange.sink()
                    .head(
                            200,
                            Map.of(
                                    "Content-Type",
                                    List.of(Answer.JSON),
                                    "Cache-Control",
                                    List.of("no-cache, private")));
            pass(
                    request,
                    watch,
                    wishes,
                    time.nanos() + Duration.ofSeconds(seconds).toNanos());
            exchange.sink().end();
        }
    }

    private void pass(ApiRequest request, Watch watch, Wishes wishes, long end) {
        Exchange exchange = request.exchange();
        ResponseSink sink = exchange.sink();
        while (!exchange.gone() && !exchange.draining()) {
            long left = end - time.nanos();
            Optional<WatchEvent> next = left > 0 ? watch.next(Duration.ofNanos(left)) : Optional.empty();
            if (next.isEmpty() || next.get() instanceof WatchEvent.Ended) {
                return;
            }
            frame(request, next.get(), wishes).ifPresent(sink::write);
            if (next.get() instanceof WatchEvent.Expired) {
                return;
            }
        }
    }

    private static Optional<byte[]> frame(ApiRequest request, WatchEvent event, Wishes wishes) {
        return switch (event) {
            case WatchEvent.Added(Item item) -> Optional.of(line("ADDED", Shown.item(request, item)));
            case WatchEvent.Modified(Item item) -> Optional.of(line("MODIFIED", Shown.item(request, item)));
            case WatchEvent.Deleted(Item item) -> Optional.of(line("DELETED", Shown.item(request, item)));
            case WatchEvent.Bookmark(long revision, boolean initial) ->
                (initial ? wishes.initialEnd() : wishes.bookmarks())
                        ? Optional.of(line("BOOKMARK", Shown.bytes(bookmark(request, revision, initial))))
                        : Optional.empty();
            case WatchEvent.Expired(ApiStatus status) -> Optional.of(line("ERROR", Shown.bytes(Statuses.body(status))));
            case WatchEvent.Ended(String why) -> Optional.empty();
        };
    }

    private static byte[] line(String type, byte[] object) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(object.length + 40);
        out.writeBytes(("{\"type\":\"" + type + "\",\"object\":").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(object);
        out.writeBytes("}\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static ObjectNode bookmark(ApiRequest request, long revision, boolean initial) {
        ObjectNode metadata = Shown.revision(revision);
        if (request.wanted() instanceof Representation.Table wanted) {
            return Tables.of(request, wanted).table(List.of(), metadata);
        }
        boolean partial = request.wanted() instanceof Representation.Metadata;
        metadata.putNull("creationTimestamp");
        if (initial) {
            metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("kind", partial ? "PartialObjectMetadata" : request.kind().name());
        object.put("apiVersion", partial ? "meta.k8s.io/v1" : request.kind().apiVersion());
        object.set("metadata", metadata);
        return object;
    }

    private static Start start(ApiRequest request, Query query) {
        QueryParameters parameters = request.query();
        String match = parameters.text("resourceVersionMatch");
        Optional<Long> revision = ReadOptions.revision(parameters);
        if (parameters.has("sendInitialEvents")) {
            if (!match.equals("NotOlderThan")) {
                throw ApiRefusal.invalid("resourceVersionMatch: Forbidden: sendInitialEvents requires setting"
                        + " resourceVersionMatch to NotOlderThan");
            }
        } else if (!match.isEmpty()) {
            throw ApiRefusal.invalid(
                    "resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
        }
        if (parameters.flag("sendInitialEvents")) {
            return Start.FRESH;
        }
        if (revision.isPresent() && revision.get() != 0) {
            return Start.after(revision.get());
        }
        boolean changesOnly = parameters.has("sendInitialEvents");
        return changesOnly
                ? Start.after(request.cluster().list(query.page(1, "")).revision())
                : Start.FRESH;
    }
}

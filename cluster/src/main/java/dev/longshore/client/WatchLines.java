package dev.longshore.client;

import dev.longshore.cluster.WatchEvent;
import dev.longshore.objects.ApiStatus;
import dev.longshore.objects.CanonicalJson;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/** The events of a stream, one JSON object per line. Source: Kubernetes API concepts, "Efficient detection of changes". */
final class WatchLines {
    /** Largest object and its frame; a line beyond it is not an event. */
    private static final int LINE_BYTES_MAX = 4 * 1024 * 1024;

    private static final int CHUNK = 16 * 1024;
    private final Kind kind;
    private final InputStream stream;
    private final byte[] chunk = new byte[CHUNK];
    private int at;
    private int filled;

    WatchLines(Kind kind, InputStream stream) {
        this.kind = kind;
        this.stream = stream;
    }

    /**
     * Waits for the next event; empty at the end of the stream.
     *
     * @throws IOException when the stream breaks, also in the middle of a line
     */
    Optional<WatchEvent> next() throws IOException {
        Optional<byte[]> line = line();
        return line.isPresent() ? Optional.of(event(Fields.of(CanonicalJson.parse(line.get())))) : Optional.empty();
    }

    private WatchEvent event(Fields frame) throws IOException {
        Fields object = frame.at("object");
        String type = frame.text("type").orElse("");
        return switch (type) {
            case "ADDED" -> new WatchEvent.Added(item(object));
            case "MODIFIED" -> new WatchEvent.Modified(item(object));
            case "DELETED" -> new WatchEvent.Deleted(item(object));
            case "BOOKMARK" -> bookmark(object);
            case "ERROR" -> error(Reply.status(object));
            default -> throw new IOException("unknown watch event \"" + type + "\"");
        };
    }

    private Item item(Fields object) {
        return Reply.item(kind, object.copy());
    }

    private static WatchEvent bookmark(Fields object) {
        Map<String, String> annotations = object.strings("metadata", "annotations");
        return new WatchEvent.Bookmark(
                Long.parseLong(object.text("metadata", "resourceVersion").orElse("0")),
                "true".equals(annotations.get("k8s.io/initial-events-end")));
    }

    private static WatchEvent error(ApiStatus status) {
        return status.code() == 410 || status.code() == 504
                ? new WatchEvent.Expired(status)
                : new WatchEvent.Ended("the server ended the stream: " + status.message());
    }

    private Optional<byte[]> line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            if (at == filled) {
                filled = Math.max(0, stream.read(chunk));
                at = 0;
                if (filled == 0) {
                    return ended(line);
                }
            }
            int start = at;
            while (at < filled && chunk[at] != '\n') {
                at++;
            }
            line.write(chunk, start, at - start);
            if (line.size() > LINE_BYTES_MAX) {
                throw new IOException("a watch event of more than " + LINE_BYTES_MAX + " bytes");
            }
            if (at < filled) {
                at++;
                return Optional.of(line.toByteArray());
            }
        }
    }

    private static Optional<byte[]> ended(ByteArrayOutputStream line) throws IOException {
        if (line.size() > 0) {
            throw new IOException("the stream ended in the middle of an event");
        }
        return Optional.empty();
    }
}

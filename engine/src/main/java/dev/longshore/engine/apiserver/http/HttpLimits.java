package dev.longshore.engine.apiserver.http;

import java.time.Duration;

/**
 * Bounds of a connection.
 *
 * @param firstHead from accept (with TLS: from the end of the handshake) to the first complete request head
 * @param nextHead to the next head on a kept connection
 * @param body for the whole of a request body
 * @param write how long a caller may take nothing
 * @param connections open at once; more are closed at accept
 */
public record HttpLimits(Duration firstHead, Duration nextHead, Duration body, Duration write, int connections) {
    /** As documented in docs/rooms/apiserver.md. */
    public static final HttpLimits DEFAULT = new HttpLimits(
            Duration.ofSeconds(10), Duration.ofSeconds(120), Duration.ofSeconds(34), Duration.ofSeconds(60), 25_000);

    static final Duration HANDSHAKE = Duration.ofSeconds(10);

    /** How long a refused caller may read the answer before the connection is closed. */
    static final Duration LINGER = Duration.ofMillis(800);

    static final int LINE_BYTES_MAX = 16 * 1024;
    static final int HEADERS_BYTES_MAX = 64 * 1024;
    static final int CHUNK_BYTES_MAX = 16 * 1024;
    static final int QUEUED_REQUESTS_MAX = 16;
    static final int WINDOW_BYTES = 64 * 1024;
}

package dev.longshore.client;

import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** Carries one HTTP exchange to the engine. The JDK's client in production, an in-memory exchange in simulation. */
public interface Transport {
    /**
     * Sends a request and waits for its whole answer, for a limited time.
     *
     * @param path raw path with query
     * @throws dev.longshore.cluster.Unavailable when nothing was sent: the engine knows nothing of the request
     * @throws Lost when the request may have arrived, but no whole answer came in time
     */
    Answer send(String method, String path, Map<String, List<String>> headers, byte[] body);

    /**
     * Asks, by GET, for an answer that has no end of its own. The time to its head is limited; an answer other than 200 is whole.
     *
     * @param path raw path with query
     * @throws dev.longshore.cluster.Unavailable when nothing was sent
     * @throws Lost when no answer began in time
     */
    Stream stream(String path, Map<String, List<String>> headers);

    /**
     * A whole answer.
     *
     * @param headers names in whatever case they came
     */
    record Answer(int status, Map<String, List<String>> headers, byte[] body) {}

    /**
     * An answer that goes on.
     *
     * @param headers names in whatever case they came
     * @param body closed by the caller; closing it early ends the exchange. Reading throws an IOException when the connection breaks,
     *     and waits for ever when it falls silent
     */
    record Stream(int status, Map<String, List<String>> headers, InputStream body) {}
}

package dev.longshore.engine.apiserver.http;

import dev.longshore.engine.access.Authentication;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One request and its answer. For one task. */
public interface Exchange {
    /** A request that could not be read. Its other parts mean nothing: it is answered with this, and the connection closed. */
    default Optional<HttpFault> fault() {
        return Optional.empty();
    }

    String method();

    /** As sent: percent-encoded, without query, scheme and authority. */
    String path();

    /** As sent, without the question mark; empty when there is none. */
    String query();

    /** By lower-case name, values in order of appearance. */
    Map<String, List<String>> headers();

    /** Remote address, for logs. */
    String remote();

    /** Whether the caller is on this machine, so that bytes on the way cost nothing. */
    default boolean isLocal() {
        return false;
    }

    /** What the connection proved; a token in a header is none of its business. */
    Authentication connection();

    /**
     * Reads the whole body.
     *
     * @throws BodyRefused when it is longer than the limit, malformed, or does not arrive in time
     * @throws Gone when the caller hung up
     */
    byte[] readBody(int limitBytes);

    ResponseSink sink();

    /** Whether the caller hung up. */
    boolean gone();

    /** Whether the server wants to stop: long answers end now, cleanly. */
    boolean draining();

    /** Runs {@code action} once, as a task, when the caller hangs up or the server wants to stop; at once if that has happened. */
    void onEnd(Runnable action);

    /** First value of a header, by lower-case name. */
    default Optional<String> header(String name) {
        List<String> values = headers().getOrDefault(name, List.of());
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }
}

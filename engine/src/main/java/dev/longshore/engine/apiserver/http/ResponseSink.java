package dev.longshore.engine.apiserver.http;

import java.util.List;
import java.util.Map;

/**
 * Where the answer goes: one {@link #reply}, or {@link #head}, any number of {@link #write}s and {@link #end}. Blocking: a writer
 * waits while the caller takes nothing.
 *
 * <p>All throw {@link Gone} when there is nobody to answer any more.
 */
public interface ResponseSink {
    /** A whole answer of known length. */
    void reply(int status, Map<String, List<String>> headers, byte[] body);

    /** Begins an answer of unknown length; the head is sent at once. */
    void head(int status, Map<String, List<String>> headers);

    /** Sends a part at once. The bytes are given away. */
    void write(byte[] part);

    /** Ends the answer cleanly. */
    void end();

    /** Cuts the connection: the caller sees an answer that broke off. */
    void abort();

    /** Whether an answer was begun. */
    boolean begun();
}

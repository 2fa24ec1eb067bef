package dev.longshore.engine.access;

import java.time.Instant;

/** What a caller proved about itself. */
public sealed interface Authentication {
    /** Nothing was presented. */
    record Nobody() implements Authentication {}

    /**
     * Proven until a time.
     * @param until end of the credential's validity
     */
    record Proven(Identity identity, Instant until) implements Authentication {}

    /**
     * Something was presented that proves nothing. Never treated as {@link Nobody}.
     * @param why for logs; callers only learn that they are not known
     */
    record Rejected(String why) implements Authentication {}

    static Authentication nobody() {
        return new Nobody();
    }

    /** Proven by the place the call comes from: in-process callers and tests. */
    static Authentication of(Identity identity) {
        return new Proven(identity, Instant.MAX);
    }
}

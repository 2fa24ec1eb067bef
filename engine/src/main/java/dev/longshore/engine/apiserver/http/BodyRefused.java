package dev.longshore.engine.apiserver.http;

/** A request body that is not read to its end. The connection is closed after the answer. */
public final class BodyRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    BodyRefused(int status, String message) {
        super(message);
        this.status = status;
    }

    static BodyRefused tooLarge(int limitBytes) {
        return new BodyRefused(413, "Request entity too large: limit is " + limitBytes);
    }

    static BodyRefused tooSlow() {
        return new BodyRefused(408, "the request body did not arrive in time");
    }

    static BodyRefused malformed() {
        return new BodyRefused(400, "the request body is not well-formed HTTP");
    }

    /** HTTP status code of the answer. */
    public int status() {
        return status;
    }
}

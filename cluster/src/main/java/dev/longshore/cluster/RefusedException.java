package dev.longshore.cluster;

import dev.longshore.objects.ApiStatus;

/** A read that was refused: forbidden, an unknown kind, a bad selector, an expired continue token. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient ApiStatus status;

    public RefusedException(ApiStatus status) {
        super(status.message());
        this.status = status;
    }

    public ApiStatus status() {
        return status;
    }
}

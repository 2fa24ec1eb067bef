package dev.longshore.engine.apiserver;

import dev.longshore.objects.ApiStatus;

/** A request that this room cannot translate: bad query, body or media type. Answered with its status. */
final class ApiRefusal extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient ApiStatus status;

    ApiRefusal(ApiStatus status) {
        super(status.message());
        this.status = status;
    }

    static ApiRefusal badRequest(String message) {
        return new ApiRefusal(ApiStatus.of(400, "BadRequest", message));
    }

    static ApiRefusal invalid(String message) {
        return new ApiRefusal(ApiStatus.of(422, "Invalid", message));
    }

    ApiStatus status() {
        return status;
    }
}

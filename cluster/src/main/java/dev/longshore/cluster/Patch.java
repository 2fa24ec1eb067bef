package dev.longshore.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longshore.objects.Draft;

/** A change to an object. Bodies are copied by whoever keeps them. */
public sealed interface Patch {
    /**
     * RFC 6902.
     * @param operations an array
     */
    record Json(JsonNode operations) implements Patch {}

    /** RFC 7386. */
    record Merge(JsonNode body) implements Patch {}

    /** Kubernetes' strategic merge patch; built-in kinds only. */
    record Strategic(JsonNode body) implements Patch {}

    /**
     * Server-side apply: {@code body} is all that the field manager of the options wants.
     * @param force takes fields from others
     */
    record Apply(JsonNode body, boolean force) implements Patch {}

    static Patch apply(Draft desired, boolean force) {
        return new Apply(desired.copy(), force);
    }
}

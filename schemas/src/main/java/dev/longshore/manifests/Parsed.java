package dev.longshore.manifests;

import com.fasterxml.jackson.databind.JsonNode;

/** A value and where it stands. */
record Parsed(JsonNode value, Spot spot) {
    boolean isEmpty() {
        return value.isNull();
    }
}

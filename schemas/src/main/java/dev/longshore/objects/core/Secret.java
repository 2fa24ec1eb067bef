package dev.longshore.objects.core;

import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;
import java.util.Map;

/** Read-only view of a v1 Secret. Its text form shows no value. */
public record Secret(Item item) {
    public static final Kind KIND = Kind.core("v1", "Secret", "secrets");

    /** Bytes by key. Source: Secret.data. */
    public Map<String, byte[]> data() {
        return Bytes.decoded(item.strings("data"));
    }

    /** For example {@code Opaque}. Source: Secret.type. */
    public String type() {
        return item.text("type").orElse("Opaque");
    }

    /** Whether its content never changes for this uid. Source: Secret.immutable. */
    public boolean immutable() {
        return item.flag("immutable");
    }
}

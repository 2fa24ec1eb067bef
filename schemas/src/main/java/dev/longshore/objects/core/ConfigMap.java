package dev.longshore.objects.core;

import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;
import java.util.Map;

/** Read-only view of a v1 ConfigMap. */
public record ConfigMap(Item item) {
    public static final Kind KIND = Kind.core("v1", "ConfigMap", "configmaps");

    /** Texts by key. Source: ConfigMap.data. */
    public Map<String, String> data() {
        return item.strings("data");
    }

    /** Bytes by key; no key is also one of {@link #data}. Source: ConfigMap.binaryData. */
    public Map<String, byte[]> binaryData() {
        return Bytes.decoded(item.strings("binaryData"));
    }

    /** Whether its content never changes for this uid. Source: ConfigMap.immutable. */
    public boolean immutable() {
        return item.flag("immutable");
    }
}

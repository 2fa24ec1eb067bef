package dev.longshore.objects.core;

import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Base64 fields of core kinds. */
final class Bytes {
    private Bytes() {}

    /** In the same order. A value that is no base64 is left out: the door stores none. */
    static Map<String, byte[]> decoded(Map<String, String> encoded) {
        Map<String, byte[]> all = new LinkedHashMap<>();
        encoded.forEach((key, text) -> {
            try {
                all.put(key, Base64.getDecoder().decode(text));
            } catch (IllegalArgumentException notBase64) {
                all.remove(key);
            }
        });
        return Collections.unmodifiableMap(all);
    }
}

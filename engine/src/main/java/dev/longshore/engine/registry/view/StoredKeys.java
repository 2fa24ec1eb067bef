package dev.longshore.engine.registry.view;

import dev.longshore.engine.store.StoreKey;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Kind;
import dev.longshore.objects.ObjectKey;
import java.util.Optional;

/** Where objects lie in the store. A key does not depend on the version an object was written in. */
public final class StoredKeys {
    private static final String CORE = "core";
    private static final String NOWHERE = "~";
    private static final int PARTS = 5;

    private StoredKeys() {}

    /** The key of a whole object. */
    public static StoreKey of(ObjectKey key) {
        return StoreKey.of(key.kind().group(), key.kind().plural(), key.namespace(), key.name());
    }

    /** What all keys of a kind begin with. */
    static String prefix(Kind kind) {
        return StoreKey.prefix(kind.group(), kind.plural());
    }

    /** What all keys of a kind in a namespace begin with. */
    static String prefix(Kind kind, String namespace) {
        return prefix(kind) + namespace + "/";
    }

    /** The prefix of the resource a key belongs to; empty for keys that hold no object, such as the term. */
    static Optional<String> resource(StoreKey key) {
        String[] parts = key.path().split("/", -1);
        return parts.length == PARTS ? Optional.of("/" + parts[1] + "/" + parts[2] + "/") : Optional.empty();
    }

    /** The object's key, its kind taken from the body. */
    static ObjectKey read(StoreKey key, Fields body) {
        String[] parts = key.path().split("/", -1);
        String apiVersion = body.text("apiVersion").orElse("");
        boolean namespaced = !parts[3].equals(NOWHERE);
        Kind kind = new Kind(
                parts[1].equals(CORE) ? "" : parts[1],
                apiVersion.substring(apiVersion.indexOf('/') + 1),
                body.text("kind").orElse(""),
                parts[2],
                namespaced);
        return ObjectKey.of(kind, namespaced ? parts[3] : "", parts[4]);
    }
}

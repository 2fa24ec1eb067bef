package dev.longshore.engine.gitops.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.objects.CanonicalJson;
import dev.longshore.objects.Draft;
import dev.longshore.objects.ObjectKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One object that Git asks for.
 *
 * @param object all that is wished for, with the tracking annotation; without defaults
 * @param place {@code file:line} of its kind
 * @param wave when it is applied: lower first
 * @param options of the object over those of the Application
 * @param digest equal digests mean equal wishes
 */
public record Desired(Draft object, String place, int wave, SyncOptions options, String digest) {
    static Desired of(ObjectKey key, ObjectNode tree, String place, int wave, SyncOptions options) {
        return new Desired(Draft.of(key, tree), place, wave, options, sha256(CanonicalJson.bytes(tree)));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public ObjectKey key() {
        return object.key();
    }
}

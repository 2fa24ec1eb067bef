package dev.longshore.engine.workloads;

import dev.longshore.objects.Item;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Stream;

/** Names of children, computed from owner and slot: a repeated create meets "already exists" instead of making a twin. */
public final class ChildNames {
    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
    private static final int SUFFIX = 5;
    private static final int BASE_MAX = 57;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private ChildNames() {}

    /** Endless names of an owner's children that are not in {@code taken}, always in the same order, no two alike. */
    public static Stream<String> free(Item owner, Set<String> taken) {
        String base = owner.name().length() > BASE_MAX ? owner.name().substring(0, BASE_MAX) : owner.name();
        return Stream.iterate(0L, slot -> slot + 1)
                .map(slot -> base + "-" + suffix(owner.uid(), slot))
                .distinct()
                .filter(name -> !taken.contains(name));
    }

    private static String suffix(String uid, long slot) {
        long hash = spread(fnv(uid + "/" + slot));
        StringBuilder text = new StringBuilder(SUFFIX);
        for (int i = 0; i < SUFFIX; i++) {
            text.append(ALPHABET.charAt((int) Long.remainderUnsigned(hash, ALPHABET.length())));
            hash = Long.divideUnsigned(hash, ALPHABET.length());
        }
        return text.toString();
    }

    /** A label-safe text of at most ten letters and digits that stands for {@code content}. */
    public static String hash(byte[] content, String salt) {
        long hash = FNV_OFFSET;
        for (byte octet : content) {
            hash = (hash ^ (octet & 0xff)) * FNV_PRIME;
        }
        for (byte octet : salt.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (octet & 0xff)) * FNV_PRIME;
        }
        String digits = Long.toString((spread(hash) >>> 32) & 0xffffffffL);
        StringBuilder safe = new StringBuilder(digits.length());
        digits.chars().forEach(digit -> safe.append(ALPHABET.charAt(digit - '0')));
        return safe.toString();
    }

    private static long fnv(String text) {
        long hash = FNV_OFFSET;
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (octet & 0xff)) * FNV_PRIME;
        }
        return hash;
    }

    /** Lets every bit of the input move every bit of the output. */
    private static long spread(long hash) {
        long mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}

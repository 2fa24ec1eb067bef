package dev.longshore.objects.core;

import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets one node ask for its certificate, once: {@code ls1.<id>.<secret>.<pin>}. The cluster keeps a Secret in {@code kube-system} with
 * the hash of the secret; the pin tells the node whom it talks to.
 *
 * @param id 6 characters of a–z and 2–7; names the Secret
 * @param secret 32 of the same
 * @param pin SHA-256 of the authority's certificate (DER), in hexadecimal
 */
public record JoinToken(String id, String secret, String pin) {
    /** Random bytes that {@link #of} needs. */
    public static final int RANDOM_BYTES = 24;

    private static final int ID_CHARS = 6;
    private static final int SECRET_CHARS = 32;
    private static final Pattern TEXT = Pattern.compile("ls1\\.([a-z2-7]{6})\\.([a-z2-7]{32})\\.([0-9a-f]{64})");
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final String NAMESPACE = "kube-system";
    private static final String TYPE = "longshore.io/join-token";

    /** What became of a token, as its Secret tells. */
    public record Kept(Item item) {
        /** SHA-256 of the secret in hexadecimal. */
        public String hash() {
            return value("hash");
        }

        /** Whether it is still good at {@code now}. An unreadable time is a past one. */
        public boolean expired(Instant now) {
            try {
                return !now.isBefore(Instant.parse(value("expires")));
            } catch (DateTimeParseException unreadable) {
                return true;
            }
        }

        /** The only node that may use it; empty: any. */
        public Optional<String> node() {
            return Optional.of(value("node")).filter(name -> !name.isEmpty());
        }

        /** The node that has used it. */
        public Optional<String> usedBy() {
            return Optional.of(value("usedBy")).filter(name -> !name.isEmpty());
        }

        /** Hash of the key for which it was used. */
        public String usedKey() {
            return value("usedKey");
        }

        /** The Secret with the token burned, to be written over the state that was read. */
        public Draft burned(String node, String keyHash) {
            return item.draft().with(base64(node), "data", "usedBy").with(base64(keyHash), "data", "usedKey");
        }

        private String value(String name) {
            try {
                return new String(
                        Base64.getDecoder().decode(item.text("data", name).orElse("")), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException notBase64) {
                return "";
            }
        }
    }

    /** Empty when it is no token. */
    public static Optional<JoinToken> parse(String text) {
        Matcher match = TEXT.matcher(text);
        return match.matches()
                ? Optional.of(new JoinToken(match.group(1), match.group(2), match.group(3)))
                : Optional.empty();
    }

    /** @param random {@value #RANDOM_BYTES} bytes that nobody can guess */
    public static JoinToken of(byte[] random, String pin) {
        StringBuilder text = new StringBuilder();
        int bits = 0;
        int held = 0;
        for (byte next : random) {
            held = (held << 8) | (next & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(ALPHABET.charAt((held >> bits) & 31));
            }
        }
        if (text.length() < ID_CHARS + SECRET_CHARS) {
            throw new IllegalArgumentException("needs " + RANDOM_BYTES + " random bytes");
        }
        return new JoinToken(text.substring(0, ID_CHARS), text.substring(ID_CHARS, ID_CHARS + SECRET_CHARS), pin);
    }

    /** SHA-256 of a certificate in DER, as pins are written. */
    public static String pinOf(byte[] certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The whole token, to be shown once. */
    public String text() {
        return "ls1." + id + "." + secret + "." + pin;
    }

    /** The Secret's key. */
    public ObjectKey key() {
        return ObjectKey.of(Secret.KIND, NAMESPACE, "join-token-" + id);
    }

    /**
     * The Secret to be created.
     * @param node the only node that may use it; empty: any
     */
    public Draft kept(Instant expires, Optional<String> node) {
        Draft draft = Draft.empty(key())
                .with(TYPE, "type")
                .with(base64(pinOf(secret.getBytes(StandardCharsets.US_ASCII))), "data", "hash")
                .with(base64(expires.toString()), "data", "expires");
        return node.map(name -> draft.with(base64(name), "data", "node")).orElse(draft);
    }

    /** Whether it is the one that {@code kept} was made for. Takes the same time however much agrees. */
    public boolean matches(Kept kept) {
        byte[] own = pinOf(secret.getBytes(StandardCharsets.US_ASCII)).getBytes(StandardCharsets.US_ASCII);
        boolean ours = kept.item().text("type").orElse("").equals(TYPE);
        return MessageDigest.isEqual(own, kept.hash().getBytes(StandardCharsets.US_ASCII)) && ours;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "join token " + id;
    }
}

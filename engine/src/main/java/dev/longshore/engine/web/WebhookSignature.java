package dev.longshore.engine.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whether a webhook delivery was sent by somebody who knows the secret. Looks at the raw bytes, before anything parses them;
 * compares in constant time. Pure.
 *
 * <p>Detected in this order, for some hosts send the headers of others too: Forgejo and Gitea, GitHub, GitLab (signing token or
 * plain token), and {@code X-Signature} of anybody else. SHA-1 is refused.
 */
public final class WebhookSignature {
    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final String SIGNING_PREFIX = "whsec_";

    private final Map<String, String> headers;
    private final byte[] body;
    private final List<String> secrets;
    private final Instant now;

    private WebhookSignature(Map<String, String> headers, byte[] body, List<String> secrets, Instant now) {
        this.headers = new TreeMap<>();
        headers.forEach((name, value) -> this.headers.put(name.toLowerCase(Locale.ROOT), value));
        this.body = body;
        this.secrets = secrets;
        this.now = now;
    }

    /** What to make of a delivery. */
    public sealed interface Verdict {
        /**
         * @param event as the host names it, for example {@code push}; empty when it names none
         * @param delivery id of the delivery; empty when it has none
         */
        record Genuine(String provider, String event, String delivery) implements Verdict {}

        /** @param why without any part of secret or body */
        record Refused(String why) implements Verdict {}
    }

    /**
     * @param headers by name, in any case
     * @param secrets that are valid now; several while one takes the place of another. None: everything is refused
     */
    public static Verdict check(Map<String, String> headers, byte[] body, List<String> secrets, Instant now) {
        return new WebhookSignature(headers, body, secrets, now).verdict();
    }

    private Verdict verdict() {
        if (secrets.isEmpty()) {
            return new Verdict.Refused("no webhook secret is configured");
        }
        for (String host : List.of("forgejo", "gitea")) {
            if (headers.containsKey("x-" + host + "-event")) {
                String name = headers.containsKey("x-forgejo-signature") ? "x-forgejo-signature" : "x-gitea-signature";
                return signed(hex(header(name)), "HmacSHA256", body, host, "x-" + host);
            }
        }
        if (headers.containsKey("x-github-event")) {
            return prefixed("x-hub-signature-256", "github", "x-github");
        }
        if (headers.containsKey("x-gitlab-event")) {
            return gitlab();
        }
        return generic();
    }

    private Verdict generic() {
        Optional<String> stamp = Optional.ofNullable(headers.get("x-longshore-timestamp"));
        if (stamp.isPresent() && !recent(stamp.get())) {
            return new Verdict.Refused("the timestamp is missing or more than 5 minutes off");
        }
        byte[] signed = stamp.map(time -> joined(time + ".")).orElse(body);
        String header = header("x-signature");
        if (header.startsWith("sha512=")) {
            return signed(hex(header.substring(7)), "HmacSHA512", signed, "generic", "x-longshore");
        }
        return header.startsWith("sha256=")
                ? signed(hex(header.substring(7)), "HmacSHA256", signed, "generic", "x-longshore")
                : new Verdict.Refused("X-Signature must be sha256=… or sha512=…");
    }

    private Verdict prefixed(String name, String provider, String prefix) {
        String header = header(name);
        return header.startsWith("sha256=")
                ? signed(hex(header.substring(7)), "HmacSHA256", body, provider, prefix)
                : new Verdict.Refused(name + " must be sha256=…");
    }

    /** The signing token when it is used; else the plain token. */
    private Verdict gitlab() {
        if (headers.containsKey("webhook-signature")) {
            String stamp = header("webhook-timestamp");
            if (!recent(stamp)) {
                return new Verdict.Refused("the timestamp is missing or more than 5 minutes off");
            }
            byte[] signed = joined(header("webhook-id") + "." + stamp + ".");
            boolean genuine = secrets.stream()
                    .filter(secret -> secret.startsWith(SIGNING_PREFIX))
                    .anyMatch(secret -> anyEquals(header("webhook-signature"), signed, secret));
            return genuine ? genuine("gitlab", "x-gitlab-event", "webhook-id") : refused();
        }
        byte[] token = header("x-gitlab-token").getBytes(StandardCharsets.UTF_8);
        boolean genuine = false;
        for (String secret : secrets) {
            genuine |= MessageDigest.isEqual(token, secret.getBytes(StandardCharsets.UTF_8));
        }
        return genuine ? genuine("gitlab", "x-gitlab-event", "x-gitlab-event-uuid") : refused();
    }

    private static boolean anyEquals(String header, byte[] signed, String secret) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(secret.substring(SIGNING_PREFIX.length()));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
        byte[] wanted = ("v1," + Base64.getEncoder().encodeToString(hmac("HmacSHA256", key, signed)))
                .getBytes(StandardCharsets.UTF_8);
        boolean genuine = false;
        for (String one : header.split(" ", -1)) {
            genuine |= MessageDigest.isEqual(wanted, one.getBytes(StandardCharsets.UTF_8));
        }
        return genuine;
    }

    private Verdict signed(byte[] signature, String algorithm, byte[] text, String provider, String prefix) {
        boolean genuine = false;
        for (String secret : secrets) {
            genuine |= MessageDigest.isEqual(signature, hmac(algorithm, secret.getBytes(StandardCharsets.UTF_8), text));
        }
        return genuine ? genuine(provider, prefix + "-event", prefix + "-delivery") : refused();
    }

    private Verdict genuine(String provider, String event, String delivery) {
        return new Verdict.Genuine(provider, header(event), header(delivery));
    }

    private static Verdict refused() {
        return new Verdict.Refused("the signature is missing, malformed or wrong");
    }

    private String header(String name) {
        return headers.getOrDefault(name, "").strip();
    }

    private byte[] joined(String before) {
        byte[] head = before.getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    private boolean recent(String stamp) {
        return stamp.matches("\\d{1,12}")
                && Duration.between(Instant.ofEpochSecond(Long.parseLong(stamp)), now)
                                .abs()
                                .compareTo(SKEW)
                        <= 0;
    }

    /** Empty when it is none: no HMAC is empty. */
    private static byte[] hex(String text) {
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException malformed) {
            return new byte[0];
        }
    }

    private static byte[] hmac(String algorithm, byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, algorithm));
            return mac.doFinal(text);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

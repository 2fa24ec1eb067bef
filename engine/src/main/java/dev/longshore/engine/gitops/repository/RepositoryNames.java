package dev.longshore.engine.gitops.repository;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** The name of the Repository object of an address: readable, and different for different addresses or credentials. */
public final class RepositoryNames {
    private static final int SLUG_MAX = 60;
    private static final int HASH_CHARS = 8;

    private RepositoryNames() {}

    /** @param secret name of the Secret with the credentials */
    public static String of(String url, Optional<String> secret) {
        String hash = sha256(url + "\0" + secret.orElse(""));
        String slug = slug(url);
        return (slug.isEmpty() ? "repository" : slug) + "-" + hash.substring(0, HASH_CHARS);
    }

    /** Equal for addresses that differ in scheme, case, {@code .git} or a slash at the end only: very likely one repository. */
    public static String place(String url) {
        String bare = url.strip().toLowerCase(Locale.ROOT).replaceFirst("^[a-z+]+://([^/@]*@)?", "");
        return bare.replaceFirst("/*$", "").replaceFirst("\\.git$", "");
    }

    private static String slug(String url) {
        String text;
        try {
            URI uri = URI.create(url);
            text = String.valueOf(uri.getHost() == null ? "" : uri.getHost()) + uri.getPath();
        } catch (IllegalArgumentException malformed) {
            text = url;
        }
        String bare =
                text.toLowerCase(Locale.ROOT).replaceFirst("(\\.git)?/*$", "").replaceAll("[^a-z0-9]+", "-");
        String tail = bare.substring(Math.max(0, bare.length() - SLUG_MAX));
        return tail.replaceAll("^-+|-+$", "");
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

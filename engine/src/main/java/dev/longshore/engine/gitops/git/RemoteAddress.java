package dev.longshore.engine.gitops.git;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** What an address must look like before anybody dials it. */
final class RemoteAddress {
    private RemoteAddress() {}

    /** @throws GitFault naming what is allowed */
    static void check(GitHost.Address address, boolean allowHttp, boolean allowFile) {
        URI uri = parse(address.url());
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (uri.getRawUserInfo() != null) {
            throw new GitFault("the address of a repository must not hold credentials: put them into a Secret");
        }
        switch (scheme) {
            case "https" -> {}
            case "http" -> require(allowHttp, address.url(), "http", "--allow-http");
            case "file" -> require(allowFile, address.url(), "file", "--allow-file");
            default ->
                throw new GitFault("repository " + shown(address.url())
                        + ": only https (http and file when allowed) is supported; ssh is not supported yet");
        }
    }

    private static void require(boolean allowed, String url, String scheme, String flag) {
        if (!allowed) {
            throw new GitFault(
                    "repository " + shown(url) + ": " + scheme + " addresses need the engine to run with " + flag);
        }
    }

    private static URI parse(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException malformed) {
            throw new GitFault("the address of a repository is malformed at position " + malformed.getIndex()
                    + ": write https://host/path or file:///path");
        }
    }

    /** For messages: without query, which may hold a token. */
    static String shown(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }

    /** A folder name of its own for every pair of address and credentials. */
    static String folder(GitHost.Address address) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(address.url().getBytes(StandardCharsets.UTF_8));
            address.credentials().ifPresent(secret -> {
                digest.update((byte) 0);
                digest.update(secret.user().getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
                digest.update(secret.password().getBytes(StandardCharsets.UTF_8));
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

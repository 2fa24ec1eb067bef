package dev.longshore.engine.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which repository a delivery is about. Only a hint to look there: commits, refs and file lists in it are never used as data.
 *
 * @param urls every address of the repository that the host names
 * @param ref full name of what was pushed; empty when the host names none
 */
public record PushPayload(List<String> urls, String ref) {
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxTokenCount(100_000)
                    .build())
            .build());
    private static final List<String> REPOSITORY = List.of("clone_url", "ssh_url", "git_url", "html_url");
    private static final List<String> PROJECT = List.of("git_http_url", "git_ssh_url", "web_url");
    private static final String FORM = "application/x-www-form-urlencoded";

    public PushPayload {
        urls = List.copyOf(urls);
    }

    /**
     * Reads the bodies of GitHub, Gitea, Forgejo, GitLab, and {@code {"repository": "url"}}. Fields of other types than expected
     * count as absent.
     *
     * @return empty when the body is no JSON object of bounded depth and size
     */
    public static Optional<PushPayload> read(String contentType, byte[] body) {
        try {
            boolean form = contentType.toLowerCase(Locale.ROOT).startsWith(FORM);
            JsonNode root = form ? JSON.readTree(formField(body)) : JSON.readTree(body);
            return root != null && root.isObject() ? Optional.of(read(root)) : Optional.empty();
        } catch (IOException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static String formField(byte[] body) {
        for (String pair : new String(body, StandardCharsets.UTF_8).split("&", -1)) {
            if (pair.startsWith("payload=")) {
                return URLDecoder.decode(pair.substring("payload=".length()), StandardCharsets.UTF_8);
            }
        }
        throw new IllegalArgumentException("no payload");
    }

    private static PushPayload read(JsonNode root) {
        List<String> urls = new ArrayList<>();
        add(urls, root.path("repository"));
        REPOSITORY.forEach(field -> add(urls, root.path("repository").path(field)));
        PROJECT.forEach(field -> add(urls, root.path("project").path(field)));
        add(urls, root.path("repository").path("links").path("html").path("href"));
        return new PushPayload(
                urls, root.path("ref").isTextual() ? root.path("ref").textValue() : "");
    }

    private static void add(List<String> urls, JsonNode url) {
        if (url.isTextual() && !url.textValue().isBlank()) {
            urls.add(url.textValue());
        }
    }

    /** Whether an address, as a user wrote it, is that of the repository. */
    public boolean names(String url) {
        String wanted = place(url);
        return !wanted.isEmpty() && urls.stream().anyMatch(one -> place(one).equals(wanted));
    }

    /** {@code host/path} without user, port, scheme, {@code .git}, in lower case; empty when it is no address. */
    static String place(String url) {
        String text = url.strip();
        if (!text.contains("://") && text.matches("[^/]+:.+")) {
            text = "ssh://" + text.replaceFirst(":", "/");
        }
        try {
            URI uri = URI.create(text);
            String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
            String path = uri.getPath() == null ? "" : uri.getPath().toLowerCase(Locale.ROOT);
            String bare = path.replaceFirst("/+$", "").replaceFirst("\\.git$", "");
            return bare.isEmpty() ? "" : host.replaceFirst("^(alt)?ssh\\.", "") + port(uri) + bare;
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    /** Hosts on one address with several ports are several hosts; the port of ssh says nothing. */
    private static String port(URI uri) {
        boolean usual =
                uri.getPort() < 0 || "ssh".equals(uri.getScheme()) || uri.getPort() == 443 || uri.getPort() == 80;
        return usual ? "" : ":" + uri.getPort();
    }
}

package dev.longshore.engine.apiserver;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A path, split first and decoded then, so that an encoded slash stays within its segment. */
record ApiPath(List<String> segments) {
    /** Empty when a segment is empty, {@code .}, {@code ..} or not decodable. A slash at the end is tolerated. */
    static Optional<ApiPath> parse(String raw) {
        String bare = raw.startsWith("/") ? raw.substring(1) : raw;
        bare = bare.endsWith("/") ? bare.substring(0, bare.length() - 1) : bare;
        List<String> segments = new ArrayList<>();
        if (bare.isEmpty()) {
            return Optional.of(new ApiPath(List.of()));
        }
        for (String part : bare.split("/", -1)) {
            Optional<String> segment = decode(part);
            if (segment.isEmpty()) {
                return Optional.empty();
            }
            segments.add(segment.get());
        }
        return Optional.of(new ApiPath(List.copyOf(segments)));
    }

    private static Optional<String> decode(String part) {
        try {
            String segment = URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
            boolean refused = segment.isEmpty() || segment.equals(".") || segment.equals("..");
            return refused ? Optional.empty() : Optional.of(segment);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    int size() {
        return segments.size();
    }

    /** Empty text behind the end. */
    String at(int index) {
        return index < segments.size() ? segments.get(index) : "";
    }

    boolean is(String... path) {
        return segments.equals(List.of(path));
    }

    boolean startsWith(String... path) {
        return segments.size() >= path.length
                && segments.subList(0, path.length).equals(List.of(path));
    }

    List<String> from(int index) {
        return segments.subList(Math.min(index, segments.size()), segments.size());
    }
}

package dev.longshore.engine.apiserver;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The query of a request. Only {@code &} separates; unknown parameters mean nothing. */
final class QueryParameters {
    private final Map<String, List<String>> values;

    private QueryParameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /** @throws ApiRefusal when it is not percent-encoded as it should be */
    static QueryParameters parse(String query) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String part : query.split("&", -1)) {
            if (!part.isEmpty()) {
                int equals = part.indexOf('=');
                String name = decode(equals < 0 ? part : part.substring(0, equals));
                values.computeIfAbsent(name, first -> new ArrayList<>())
                        .add(equals < 0 ? "" : decode(part.substring(equals + 1)));
            }
        }
        return new QueryParameters(values);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw ApiRefusal.badRequest("the query is not percent-encoded properly: " + text);
        }
    }

    /** The first value, unless it is empty. */
    Optional<String> get(String name) {
        List<String> all = values.getOrDefault(name, List.of());
        return all.isEmpty() || all.getFirst().isEmpty() ? Optional.empty() : Optional.of(all.getFirst());
    }

    String text(String name) {
        return get(name).orElse("");
    }

    /** Present without a value counts as true, as {@code ?watch} does. */
    boolean flag(String name) {
        List<String> all = values.getOrDefault(name, List.of());
        return !all.isEmpty()
                && List.of("", "true", "True", "TRUE", "t", "T", "1").contains(all.getFirst());
    }

    Set<String> names() {
        return values.keySet();
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** @throws ApiRefusal when it is no whole number of 0 or more */
    OptionalLong number(String name) {
        Optional<String> given = get(name);
        if (given.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!given.get().matches("\\d{1,18}")) {
            throw ApiRefusal.badRequest(
                    name + ": Invalid value: \"" + given.get() + "\": must be a whole number, 0 or more");
        }
        return OptionalLong.of(Long.parseLong(given.get()));
    }
}

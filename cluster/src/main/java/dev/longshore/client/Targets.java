package dev.longshore.client;

import dev.longshore.cluster.Query;
import dev.longshore.cluster.Query.Freshness;
import dev.longshore.cluster.Start;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.objects.Kind;
import dev.longshore.objects.ObjectKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Paths and queries of the API. Source: Kubernetes API concepts, "Resource URIs". */
final class Targets {
    private Targets() {}

    static String object(ObjectKey key) {
        String path = collection(key.kind(), key.namespace()) + "/" + encoded(key.name());
        return key.subresource().isEmpty() ? path : path + "/" + encoded(key.subresource());
    }

    /** @param namespace empty: all namespaces, or a kind outside of them */
    static String collection(Kind kind, String namespace) {
        String group = kind.group().isEmpty() ? "/api/" : "/apis/" + encoded(kind.group()) + "/";
        String in = namespace.isEmpty() ? "" : "/namespaces/" + encoded(namespace);
        return group + encoded(kind.version()) + in + "/" + encoded(kind.plural());
    }

    static String list(Query query) {
        Map<String, String> parameters = selection(query);
        if (query.limit() > 0) {
            parameters.put("limit", Integer.toString(query.limit()));
        }
        if (!query.next().isEmpty()) {
            parameters.put("continue", query.next());
        } else {
            freshness(parameters, query.revision());
        }
        return collection(query.kind(), query.namespace()) + text(parameters);
    }

    private static void freshness(Map<String, String> parameters, Freshness freshness) {
        switch (freshness) {
            case Freshness.Newest() -> {}
            case Freshness.Any() -> parameters.put("resourceVersion", "0");
            case Freshness.NotOlderThan(long revision) -> revision(parameters, revision, "NotOlderThan");
            case Freshness.Exactly(long revision) -> revision(parameters, revision, "Exact");
        }
    }

    private static void revision(Map<String, String> parameters, long revision, String match) {
        parameters.put("resourceVersion", Long.toString(revision));
        parameters.put("resourceVersionMatch", match);
    }

    static String watch(Query query, Start start, long seconds) {
        Map<String, String> parameters = selection(query);
        parameters.put("watch", "true");
        parameters.put("allowWatchBookmarks", "true");
        parameters.put("timeoutSeconds", Long.toString(seconds));
        switch (start) {
            case Start.Fresh() -> {
                parameters.put("sendInitialEvents", "true");
                parameters.put("resourceVersionMatch", "NotOlderThan");
            }
            case Start.After(long revision) -> parameters.put("resourceVersion", Long.toString(revision));
        }
        return collection(query.kind(), query.namespace()) + text(parameters);
    }

    private static Map<String, String> selection(Query query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (!query.labels().requirements().isEmpty()) {
            parameters.put("labelSelector", SelectorText.labels(query.labels()));
        }
        if (!query.fields().isEmpty() || !query.fieldsNot().isEmpty()) {
            parameters.put("fieldSelector", SelectorText.fields(query.fields(), query.fieldsNot()));
        }
        return parameters;
    }

    /** @param force only for an apply: takes fields from others */
    static String options(WriteOptions options, boolean force) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("fieldManager", options.fieldManager());
        String word = options.validation().name();
        parameters.put("fieldValidation", word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT));
        if (options.dryRun()) {
            parameters.put("dryRun", "All");
        }
        if (force) {
            parameters.put("force", "true");
        }
        return text(parameters);
    }

    private static String text(Map<String, String> parameters) {
        return parameters.isEmpty()
                ? ""
                : parameters.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

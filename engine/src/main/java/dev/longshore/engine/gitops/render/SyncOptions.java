package dev.longshore.engine.gitops.render;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** {@code key=value} options of an Application or one object. Source: Argo CD sync options; the last of a key wins. */
public record SyncOptions(Map<String, String> values) {
    public static final SyncOptions NONE = new SyncOptions(Map.of());

    private static final Set<String> HONOURED = Set.of(
            "Validate",
            "Prune",
            "Delete",
            "CreateNamespace",
            "ServerSideApply",
            "PruneLast",
            "PrunePropagationPolicy",
            "ApplyOutOfSyncOnly",
            "SkipDryRunOnMissingResource",
            "ClientSideApplyMigration");

    /** That cannot be had, although the opposite is what is always done. */
    private static final Map<String, String> NEVER = Map.of("ClientSideApplyMigration", "false");

    private static final Set<String> PROPAGATIONS = Set.of("foreground", "background", "orphan");

    public SyncOptions {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Entries are {@code key=value}; spaces around them do not count. */
    public static SyncOptions read(List<String> entries) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String entry : entries) {
            String bare = entry.strip();
            int equals = bare.indexOf('=');
            if (!bare.isEmpty()) {
                values.put(equals < 0 ? bare : bare.substring(0, equals), equals < 0 ? "" : bare.substring(equals + 1));
            }
        }
        return new SyncOptions(values);
    }

    /** The annotation of an object. */
    public static SyncOptions readText(String text) {
        return read(List.of(text.split(",", -1)));
    }

    public Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** Whether it is given as {@code true}. */
    public boolean on(String key) {
        return value(key).filter("true"::equals).isPresent();
    }

    /** Whether it is given as {@code false}. */
    public boolean off(String key) {
        return value(key).filter("false"::equals).isPresent();
    }

    /** What is given, when it is neither {@code true} nor {@code false}. */
    public Optional<String> undecided(String key) {
        return value(key).filter(value -> !value.equals("true") && !value.equals("false"));
    }

    /**
     * A sentence for each option that is not done as it says. One that would ask before it deletes counts as {@code false}: nobody can
     * be asked yet.
     */
    public List<String> doubts() {
        Stream<String> questions = Stream.of("Prune", "Delete")
                .flatMap(key -> undecided(key).stream()
                        .map(value -> key + "=" + value + ": " + doubt(value) + ": it counts as " + key + "=false"));
        Stream<String> client = off("ServerSideApply")
                ? Stream.of("ServerSideApply=false: everything is applied by the server all the same")
                : Stream.of();
        Stream<String> missing = on("SkipDryRunOnMissingResource")
                ? Stream.of("SkipDryRunOnMissingResource=true: a kind that is not served is refused all the same")
                : Stream.of();
        Stream<String> propagation = value("PrunePropagationPolicy")
                .filter(value -> !PROPAGATIONS.contains(value))
                .map(value -> "PrunePropagationPolicy=" + value
                        + ": neither foreground, background nor orphan: it counts as foreground")
                .stream();
        return Stream.of(questions, client, missing, propagation)
                .flatMap(doubts -> doubts)
                .toList();
    }

    private static String doubt(String value) {
        return value.equals("confirm") ? "confirmations are not supported yet" : "neither true nor false";
    }

    /** These, and of the other what these do not say. */
    public SyncOptions over(SyncOptions other) {
        Map<String, String> all = new LinkedHashMap<>(other.values);
        all.putAll(values);
        return new SyncOptions(all);
    }

    /** What nobody would honour, as it was written. */
    public List<String> unknown() {
        List<String> unknown = new ArrayList<>();
        values.forEach((key, value) -> {
            boolean honoured = HONOURED.contains(key) && !value.equals(NEVER.get(key));
            if (!honoured && !key.startsWith("x-")) {
                unknown.add(value.isEmpty() ? key : key + "=" + value);
            }
        });
        return unknown;
    }
}

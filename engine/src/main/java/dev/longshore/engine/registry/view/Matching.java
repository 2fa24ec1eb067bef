package dev.longshore.engine.registry.view;

import dev.longshore.cluster.Query;
import dev.longshore.cluster.RefusedException;
import dev.longshore.objects.ApiStatus;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether an object is one of those that a query asks for. */
record Matching(Query query) {
    /** @throws RefusedException 400 when a field selector names a field that cannot be selected by */
    static Matching of(Query query) {
        Stream.concat(query.fields().keySet().stream(), query.fieldsNot().keySet().stream())
                .filter(path -> !SelectableFields.has(query.kind(), path))
                .sorted()
                .findFirst()
                .ifPresent(path -> {
                    throw new RefusedException(ApiStatus.of(400, "BadRequest", "field label not supported: " + path));
                });
        return new Matching(query);
    }

    boolean test(Resident object) {
        return inPlace(object)
                && (query.owner().isEmpty() || object.owners().contains(query.owner()))
                && query.labels().matches(object.labels())
                && agrees(query.fields(), object, true)
                && agrees(query.fieldsNot(), object, false);
    }

    /** Whether anything but the place narrows it. */
    boolean selects() {
        return !query.labels().requirements().isEmpty()
                || !query.fields().isEmpty()
                || !query.fieldsNot().isEmpty()
                || !query.owner().isEmpty();
    }

    /** The index entry that holds all candidates. */
    Optional<String> mark() {
        if (!query.owner().isEmpty()) {
            return Optional.of(Resident.ownedBy(query.owner()));
        }
        return Shelf.INDEXED.stream()
                .filter(path -> !query.fields().getOrDefault(path, "").isEmpty())
                .findFirst()
                .map(path -> Resident.with(path, query.fields().getOrDefault(path, "")));
    }

    private boolean inPlace(Resident object) {
        return query.namespace().isEmpty()
                || query.namespace().equals(object.key().namespace());
    }

    private static boolean agrees(Map<String, String> wanted, Resident object, boolean equal) {
        return wanted.entrySet().stream()
                .allMatch(field ->
                        equal == field.getValue().equals(object.fields().getOrDefault(field.getKey(), "")));
    }
}

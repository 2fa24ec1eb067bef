package dev.longshore.engine.apiserver.discovery;

import dev.longshore.objects.Kind;
import dev.longshore.schemas.KindSchema;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A part of an object with a path of its own.
 *
 * @param kind of what is read and written there
 */
public record Subresource(String name, Kind kind, List<String> verbs) {
    private static final List<String> READ_AND_WRITTEN = List.of("get", "patch", "update");

    /** Those of a kind that are served, by name. */
    public static List<Subresource> of(KindSchema schema) {
        Set<String> named = schema.subresources();
        return Stream.of("binding", "finalize", "scale", "status")
                .filter(named::contains)
                .map(name -> of(schema, name))
                .toList();
    }

    /** Empty when the kind has no such part that is served. */
    public static Optional<Subresource> find(KindSchema schema, String name) {
        return of(schema).stream().filter(sub -> sub.name().equals(name)).findFirst();
    }

    private static Subresource of(KindSchema schema, String name) {
        return switch (name) {
            case "binding" -> new Subresource(name, Kind.core("v1", "Binding", "bindings"), List.of("create"));
            case "finalize" -> new Subresource(name, schema.kind(), List.of("update"));
            case "scale" -> new Subresource(name, Kind.of("autoscaling", "v1", "Scale", "scales"), READ_AND_WRITTEN);
            default -> new Subresource(name, schema.kind(), READ_AND_WRITTEN);
        };
    }
}

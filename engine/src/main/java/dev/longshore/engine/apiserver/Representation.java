package dev.longshore.engine.apiserver;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The form in which a caller wants objects. Source: Kubernetes API concepts, "Alternate representations of resources". */
sealed interface Representation {
    /** As they are. */
    record Objects() implements Representation {}

    /** @param version {@code v1} or {@code v1beta1} of meta.k8s.io */
    record Table(String version) implements Representation {}

    /** Metadata only. */
    record Metadata() implements Representation {}

    String NOT_ACCEPTABLE = "only the following media types are accepted: application/json, application/yaml";

    List<String> JSON_TYPES = List.of("application/json", "application/*", "*/*");
    List<String> YAML_TYPES = List.of("application/yaml", "application/x-yaml", "text/yaml");

    /**
     * The first acceptable of an Accept header, by quality, then order. An entry that asks for what there is not is passed over.
     * Empty: nothing is acceptable.
     */
    static Optional<Representation> choose(Optional<String> accept) {
        if (accept.isEmpty() || accept.get().isBlank()) {
            return Optional.of(new Objects());
        }
        return ranges(accept.get()).stream()
                .flatMap(range -> of(range).stream())
                .findFirst();
    }

    /** Whether the first acceptable of an Accept header is to be written as YAML. */
    static boolean inYaml(Optional<String> accept) {
        return accept.stream()
                .flatMap(header -> ranges(header).stream())
                .filter(range -> of(range).isPresent())
                .findFirst()
                .map(range -> YAML_TYPES.contains(range.type()))
                .orElse(false);
    }

    /** One media range. */
    record Range(String type, Map<String, String> parameters) {
        double quality() {
            try {
                return Double.parseDouble(parameters.getOrDefault("q", "1"));
            } catch (NumberFormatException malformed) {
                return 1;
            }
        }
    }

    /** By falling quality; equal ones in the order given. */
    static List<Range> ranges(String accept) {
        List<Range> ranges = new ArrayList<>();
        for (String entry : accept.split(",", -1)) {
            String[] parts = entry.split(";", -1);
            Map<String, String> parameters = new HashMap<>();
            for (int i = 1; i < parts.length; i++) {
                String[] pair = parts[i].split("=", 2);
                parameters.put(pair[0].strip().toLowerCase(Locale.ROOT), pair.length > 1 ? pair[1].strip() : "");
            }
            ranges.add(new Range(parts[0].strip().toLowerCase(Locale.ROOT), parameters));
        }
        return ranges.stream()
                .filter(range -> range.quality() > 0)
                .sorted(Comparator.comparingDouble(Range::quality).reversed())
                .toList();
    }

    private static Optional<Representation> of(Range range) {
        if (!JSON_TYPES.contains(range.type()) && !YAML_TYPES.contains(range.type())) {
            return Optional.empty();
        }
        String version = range.parameters().getOrDefault("v", "");
        boolean known = range.parameters().getOrDefault("g", "meta.k8s.io").equals("meta.k8s.io")
                && List.of("v1", "v1beta1", "").contains(version);
        return switch (range.parameters().getOrDefault("as", "")) {
            case "" -> Optional.of(new Objects());
            case "Table" -> known ? Optional.of(new Table(version.isEmpty() ? "v1" : version)) : Optional.empty();
            case "PartialObjectMetadata", "PartialObjectMetadataList" ->
                known ? Optional.of(new Metadata()) : Optional.empty();
            default -> Optional.empty();
        };
    }
}

package dev.longshore.schemas;

import dev.longshore.objects.Fields;
import dev.longshore.schemas.formats.Formats;
import dev.longshore.schemas.formats.Labels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Names, labels, annotations, owners, finalizers, and keys of configuration. Source: apimachinery api/validation. */
final class MetadataRules {
    private static final int ANNOTATION_BYTES_MAX = 256 * 1024;
    private static final int DATA_BYTES_MAX = 1024 * 1024;
    private static final List<String> STANDARD_FINALIZERS = List.of("kubernetes", "orphan", "foregroundDeletion");

    static final Map<String, Rule.Judge> ALL = Map.of(
            "name-dns-label", (object, old) -> name(object, Formats::dnsLabel),
            "name-dns-subdomain", (object, old) -> name(object, Formats::dnsSubdomain),
            "labels", (metadata, old) -> labels(metadata.at("labels"), "labels"),
            "annotations", (metadata, old) -> annotations(metadata.strings("annotations")),
            "owners", (metadata, old) -> owners(metadata.items("ownerReferences"), metadata),
            "finalizers", (metadata, old) -> finalizers(metadata.texts("finalizers")),
            "config-data", (object, old) -> configData(object));

    private MetadataRules() {}

    /** An object that asks for a generated name has none yet. */
    private static List<Problem> name(Fields object, Function<String, Optional<String>> format) {
        String name = object.text("metadata", "name").orElse("");
        if (name.isEmpty()) {
            return object.text("metadata", "generateName").orElse("").isEmpty()
                    ? List.of(Problem.required("metadata.name", "name or generateName is required"))
                    : List.of();
        }
        return fault("metadata.name", name, format.apply(name));
    }

    static List<Problem> labels(Fields labels, String path) {
        List<Problem> problems = new ArrayList<>();
        labels.eachEntry((key, label) -> label.text().ifPresent(value -> {
            problems.addAll(fault(path, key, Labels.key(key)));
            problems.addAll(fault(path, value, Labels.value(value)));
        }));
        return problems;
    }

    private static List<Problem> annotations(Map<String, String> annotations) {
        List<Problem> problems = new ArrayList<>();
        long bytes = 0;
        for (Map.Entry<String, String> annotation : annotations.entrySet()) {
            String key = annotation.getKey();
            problems.addAll(fault("annotations", key, Labels.key(key.toLowerCase(Locale.ROOT))));
            bytes += bytes(key) + bytes(annotation.getValue());
        }
        if (bytes > ANNOTATION_BYTES_MAX) {
            problems.add(Bounds.tooLong("annotations", ANNOTATION_BYTES_MAX));
        }
        return problems;
    }

    private static List<Problem> owners(List<Fields> owners, Fields metadata) {
        List<String> controllers = new ArrayList<>();
        for (Fields owner : owners) {
            if (owner.flag("controller")) {
                controllers.add(owner.text("name").orElse(""));
            }
        }
        if (controllers.size() < 2) {
            return List.of();
        }
        return List.of(Problem.invalid(
                "ownerReferences",
                metadata.at("ownerReferences").toString(),
                "Only one reference can have Controller set to true. Found \"true\" in references for "
                        + controllers.get(0) + " and " + controllers.get(1)));
    }

    /** Kubernetes asks for a slash in built-in kinds only; a domain alone, as Argo CD's, is taken in all. */
    private static List<Problem> finalizers(List<String> finalizers) {
        List<Problem> problems = new ArrayList<>();
        for (String finalizer : finalizers) {
            Optional<String> fault = Labels.key(finalizer);
            boolean known =
                    finalizer.contains("/") || finalizer.contains(".") || STANDARD_FINALIZERS.contains(finalizer);
            problems.addAll(fault(
                    "finalizers",
                    finalizer,
                    fault.isPresent() || known
                            ? fault
                            : Optional.of("name is neither a standard finalizer name nor is it fully qualified")));
        }
        return problems;
    }

    private static List<Problem> configData(Fields object) {
        List<Problem> problems = new ArrayList<>();
        Map<String, String> texts = object.strings("data");
        Map<String, String> binaries = object.strings("binaryData");
        texts.keySet().forEach(key -> problems.addAll(fault("data[" + key + "]", key, Labels.configKey(key))));
        for (String key : binaries.keySet()) {
            problems.addAll(fault("binaryData[" + key + "]", key, Labels.configKey(key)));
            if (texts.containsKey(key)) {
                problems.add(Problem.invalid(
                        "binaryData[" + key + "]", Bounds.quoted(key), "duplicate of key present in data"));
            }
        }
        boolean encoded = object.text("kind").orElse("").equals("Secret");
        long bytes = texts.values().stream()
                        .mapToLong(text -> encoded ? decoded(text) : bytes(text))
                        .sum()
                + binaries.values().stream().mapToLong(MetadataRules::decoded).sum();
        if (bytes > DATA_BYTES_MAX) {
            problems.add(Bounds.tooLong("data", DATA_BYTES_MAX));
        }
        return problems;
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** How many bytes a base64 text stands for. */
    private static long decoded(String base64) {
        int padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
        return base64.length() / 4 * 3L - padding;
    }

    private static List<Problem> fault(String path, String value, Optional<String> fault) {
        return fault.isPresent()
                ? List.of(Problem.invalid(path, Bounds.quoted(value), fault.orElseThrow()))
                : List.of();
    }
}

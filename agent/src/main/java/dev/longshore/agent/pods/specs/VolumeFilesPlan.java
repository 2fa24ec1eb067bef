package dev.longshore.agent.pods.specs;

import dev.longshore.agent.volumes.VolumePlugin.FileContent;
import dev.longshore.objects.Fields;
import dev.longshore.objects.core.ConfigMap;
import dev.longshore.objects.core.Secret;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a volume that shows objects: configMap, secret, downwardAPI, or several of them as projected. Ask {@link #missing()} first.
 * Source: v1 ConfigMapVolumeSource and its siblings.
 */
public record VolumeFilesPlan(Fields volume, Config config, Downward downward) {
    private static final int MODE = 0644;

    /** What is referred to, not optional and not there, for people; empty when nothing is missing. */
    public Optional<String> missing() {
        return sources().flatMap(source -> missing(source).stream()).findFirst();
    }

    /** Path in the volume to content. */
    public Map<String, FileContent> files() {
        Map<String, FileContent> files = new LinkedHashMap<>();
        sources().forEach(source -> files.putAll(files(source)));
        return files;
    }

    /** Values may be secret. */
    @Override
    public String toString() {
        return "files of volume " + volume.text("name").orElse("");
    }

    private Stream<Source> sources() {
        if (!volume.has("projected")) {
            return Stream.of(new Source(volume, "secretName", mode(volume)));
        }
        int mode = (int) volume.number("projected", "defaultMode").orElse(MODE);
        return volume.items("projected", "sources").stream().map(source -> new Source(source, "name", mode));
    }

    private static int mode(Fields volume) {
        return (int) Stream.of("configMap", "secret", "downwardAPI")
                .flatMapToLong(type -> volume.number(type, "defaultMode").stream())
                .findFirst()
                .orElse(MODE);
    }

    private Optional<String> missing(Source source) {
        if (source.is("configMap")) {
            String name = source.name("configMap", "name");
            return absent(
                    source.at("configMap"),
                    "configmap",
                    name,
                    config.configMap(name).map(VolumeFilesPlan::bytes));
        }
        if (source.is("secret")) {
            String name = source.name("secret", source.secretName());
            return absent(
                    source.at("secret"), "secret", name, config.secret(name).map(Secret::data));
        }
        return source.is("downwardAPI")
                ? source.at("downwardAPI").items("items").stream()
                        .filter(item -> downward(item).isEmpty())
                        .findFirst()
                        .map(item -> "cannot show " + item.text("path").orElse(""))
                : Optional.of("volume source is not supported yet; use configMap, secret or downwardAPI");
    }

    private Optional<String> absent(Fields wish, String what, String name, Optional<Map<String, byte[]>> data) {
        if (wish.flag("optional")) {
            return Optional.empty();
        }
        if (data.isEmpty()) {
            return Optional.of("%s \"%s\" not found".formatted(what, name));
        }
        return wish.items("items").stream()
                .map(item -> item.text("key").orElse(""))
                .filter(key -> !data.get().containsKey(key))
                .findFirst()
                .map(key -> "%s \"%s\" references non-existent config key: %s".formatted(what, name, key));
    }

    private Map<String, FileContent> files(Source source) {
        if (source.is("configMap")) {
            Map<String, byte[]> data = config.configMap(source.name("configMap", "name"))
                    .map(VolumeFilesPlan::bytes)
                    .orElse(Map.of());
            return chosen(source.at("configMap"), data, source.mode());
        }
        if (source.is("secret")) {
            Map<String, byte[]> data = config.secret(source.name("secret", source.secretName()))
                    .map(Secret::data)
                    .orElse(Map.of());
            return chosen(source.at("secret"), data, source.mode());
        }
        Map<String, FileContent> files = new LinkedHashMap<>();
        for (Fields item : source.at("downwardAPI").items("items")) {
            downward(item)
                    .ifPresent(text -> files.put(
                            item.text("path").orElse(""), new FileContent(text.getBytes(StandardCharsets.UTF_8), (int)
                                    item.number("mode").orElse(source.mode()))));
        }
        return files;
    }

    /** All keys, or only those that {@code items} names, under the paths it gives. */
    private static Map<String, FileContent> chosen(Fields wish, Map<String, byte[]> data, int mode) {
        Map<String, FileContent> files = new LinkedHashMap<>();
        if (!wish.has("items")) {
            data.forEach((key, bytes) -> files.put(key, new FileContent(bytes, mode)));
        }
        for (Fields item : wish.items("items")) {
            byte[] bytes = data.get(item.text("key").orElse(""));
            if (bytes != null) {
                files.put(item.text("path").orElse(""), new FileContent(bytes, (int)
                        item.number("mode").orElse(mode)));
            }
        }
        return files;
    }

    private Optional<String> downward(Fields item) {
        return item.has("fieldRef")
                ? downward.field(item.text("fieldRef", "fieldPath").orElse(""))
                : downward.resource(item.at("resourceFieldRef"), "");
    }

    private static Map<String, byte[]> bytes(ConfigMap map) {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        map.data().forEach((key, value) -> bytes.put(key, value.getBytes(StandardCharsets.UTF_8)));
        bytes.putAll(map.binaryData());
        return bytes;
    }

    /** @param secretName field that names a Secret: it differs between a volume and a projected source */
    private record Source(Fields fields, String secretName, int mode) {
        boolean is(String type) {
            return fields.has(type);
        }

        Fields at(String type) {
            return fields.at(type);
        }

        String name(String type, String field) {
            return fields.text(type, field).orElse("");
        }
    }
}

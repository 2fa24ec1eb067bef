package dev.longshore.schemas.compiler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.longshore.schemas.SchemaCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Turns all kind files into the one resource the catalogue is read from: YAML costs seconds to read, the same as JSON a few
 * milliseconds. Refuses what the meta-schema refuses and names that lead nowhere.
 */
public final class KindCompiler {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PLAIN =
            "string bool int32 int64 double bytes quantity intOrString time microTime duration raw";
    private static final List<String> PLAIN_WORDS = List.of(PLAIN.split(" ", -1));

    private KindCompiler() {}

    /** Arguments: the folder with {@code kinds/}, {@code types/} and {@code meta/}, and the file to write. */
    public static void main(String... arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("a folder and a file, please: the kind files', the one to write");
        }
        Path folder = Path.of(arguments[0]);
        Path target = Path.of(arguments[1]);
        if (isCurrent(folder, target)) {
            return;
        }
        List<Path> files = KindFiles.in(folder);
        refuse(faults(files, new Lint(folder.resolve("meta").resolve("kind-file.schema.json"))));
        ObjectNode compiled = compile(files);
        SchemaCatalog.read(compiled);
        Files.createDirectories(target.toAbsolutePath().getParent());
        Files.write(target, JSON.writeValueAsBytes(compiled));
    }

    /** Nothing it is made of, neither file nor class beside it, was written since. */
    private static boolean isCurrent(Path folder, Path target) throws IOException {
        if (!Files.exists(target)) {
            return false;
        }
        FileTime made = Files.getLastModifiedTime(target);
        for (Path root : List.of(folder, target.toAbsolutePath().getParent())) {
            try (Stream<Path> files = Files.walk(root)) {
                if (files.anyMatch(
                        file -> file.toFile().isFile() && file.toFile().lastModified() > made.toMillis())) {
                    return false;
                }
            }
        }
        return true;
    }

    private static List<String> faults(List<Path> files, Lint lint) throws IOException {
        List<String> faults = new ArrayList<>();
        for (Path file : files) {
            faults.addAll(lint.faults(file));
        }
        return faults;
    }

    private static void refuse(List<String> faults) {
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(
                    "kind files: " + faults.size() + " faults\n" + String.join("\n", faults));
        }
    }

    static ObjectNode compile(List<Path> files) throws IOException {
        ObjectNode compiled = JsonNodeFactory.instance.objectNode();
        ArrayNode kinds = compiled.putArray("kinds");
        ObjectNode types = compiled.putObject("types");
        for (Path file : files) {
            add(KindFiles.read(file), KindFiles.group(file), kinds, types);
        }
        return compiled;
    }

    private static void add(ObjectNode file, String group, ArrayNode kinds, ObjectNode types) {
        file.path("types").properties().forEach(type -> {
            types.set(group + "." + type.getKey(), qualified((ObjectNode) type.getValue(), group));
        });
        file.remove("types");
        if (file.has("kind")) {
            String root = group + "." + file.path("kind").path("name").asText();
            file.put("root", root);
            kinds.add(file);
            withTypeMeta((ObjectNode) types.path(root).path("fields"));
        }
    }

    /** What every object says of itself; no table of facts lists it. */
    private static void withTypeMeta(ObjectNode fields) {
        for (String name : List.of("apiVersion", "kind")) {
            fields.putObject(name).put("type", "string").put("support", "full");
        }
    }

    private static ObjectNode qualified(ObjectNode type, String group) {
        type.path("fields").properties().forEach(field -> {
            ObjectNode words = (ObjectNode) field.getValue();
            words.set("type", qualified(words.path("type"), group));
        });
        if (type.get("inline") instanceof ObjectNode inline) {
            ObjectNode full = type.putObject("inline");
            inline.properties().forEach(one -> full.set(qualified(one.getKey(), group), one.getValue()));
        }
        return type;
    }

    private static JsonNode qualified(JsonNode word, String group) {
        if (word.isArray()) {
            return JsonNodeFactory.instance.arrayNode().add(qualified(word.path(0), group));
        }
        if (word.isObject()) {
            return JsonNodeFactory.instance.objectNode().set("string", qualified(word.path("string"), group));
        }
        return TextNode.valueOf(qualified(word.asText(), group));
    }

    private static String qualified(String word, String group) {
        return word.contains(".") || PLAIN_WORDS.contains(word) ? word : group + "." + word;
    }
}

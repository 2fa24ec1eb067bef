package dev.longshore.schemas.compiler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The kind and type files of a folder. */
final class KindFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    private KindFiles() {}

    /** In one order everywhere: kinds of the core group first. */
    static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted((left, right) -> order(folder, left).compareTo(order(folder, right)))
                    .toList();
        }
    }

    private static String order(Path folder, Path file) {
        String inside = folder.relativize(file).toString();
        return inside.startsWith("kinds/core/") ? "" + inside : "~" + inside;
    }

    /** @throws IllegalArgumentException for what is no YAML mapping; the message has file and line */
    static ObjectNode read(Path file) throws IOException {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try (Reader text = Files.newBufferedReader(file)) {
            JsonNode tree = JSON.valueToTree(new Yaml(new SafeConstructor(options)).load(text));
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw new IllegalArgumentException(file + ": not a mapping");
        } catch (org.yaml.snakeyaml.error.YAMLException malformed) {
            throw new IllegalArgumentException(file + ": " + malformed.getMessage(), malformed);
        }
    }

    /** The prefix of the types of a file: {@code core}, {@code coordination}. */
    static String group(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return String.valueOf(folder == null ? "" : folder.getFileName()).split("\\.", -1)[0];
    }
}

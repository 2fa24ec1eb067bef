package dev.longshore.schemas.compiler;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.serialization.JsonNodeReader;
import com.networknt.schema.utils.JsonNodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Judges kind and type files by the meta-schema; a slip of the pen is told with file, line and column. */
final class Lint {
    private static final JsonNodeReader READER =
            JsonNodeReader.builder().locationAware().build();

    private final JsonSchema meta;

    /** @param metaSchema the file {@code meta/kind-file.schema.json} */
    Lint(Path metaSchema) throws IOException {
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(
                VersionFlag.V202012,
                builder -> builder.jsonNodeReader(READER).schemaLoaders(loaders -> loaders.values(List::clear)));
        this.meta = factory.getSchema(Files.readString(metaSchema), InputFormat.JSON);
    }

    /** One line for each fault: {@code file:line:column: where: what}; empty for a good file. */
    List<String> faults(Path file) throws IOException {
        JsonNode tree = READER.readTree(Files.readString(file), InputFormat.YAML);
        return meta.validate(tree).stream()
                .map(message -> place(file, message) + ": " + message.getMessage())
                .sorted()
                .toList();
    }

    private static String place(Path file, ValidationMessage message) {
        JsonNode node = message.getInstanceNode();
        String property = message.getProperty();
        JsonNode named = property == null ? null : node.get(property);
        JsonLocation at = JsonNodes.tokenLocationOf(named == null ? node : named);
        return file + ":" + at.getLineNr() + ":" + at.getColumnNr();
    }
}

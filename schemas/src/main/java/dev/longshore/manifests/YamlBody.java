package dev.longshore.manifests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A request body in YAML (also apply patches) to one JSON object, by the same rules as files. */
public final class YamlBody {
    private static final String FILE = "body";

    private YamlBody() {}

    /** What a body is. */
    public sealed interface Reading {}

    /** @param object a tree of the caller's own */
    public record Body(ObjectNode object) implements Reading {}

    /** @param message what is wrong, with line and column */
    public record Malformed(String message) implements Reading {}

    /** Exactly one document, a mapping; apiVersion and kind are not asked for. */
    public static Reading read(byte[] bytes) {
        List<ManifestProblem> problems = new ArrayList<>();
        List<Parsed> values = ManifestReader.values(FILE, bytes, problems);
        if (!problems.isEmpty()) {
            return new Malformed(problems.getFirst().text());
        }
        return values.size() == 1 && values.getFirst().value() instanceof ObjectNode object
                ? new Body(object.deepCopy())
                : new Malformed("the body must hold exactly one object");
    }
}

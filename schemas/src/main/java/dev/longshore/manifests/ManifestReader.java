package dev.longshore.manifests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Files of a repository to objects with their places. Pure; bounded by {@code 3 MiB}, 2,000 documents, 200,000 values each. */
public final class ManifestReader {
    private ManifestReader() {}

    /** What a file holds. */
    public sealed interface Reading {}

    /**
     * The file is sound.
     *
     * @param manifests its objects in order, lists flattened
     * @param others documents that are no Kubernetes objects at all (neither apiVersion nor kind), one sentence each
     * @param warnings worth saying; nothing is left out because of them
     */
    public record Manifests(List<Manifest> manifests, List<ManifestProblem> others, List<ManifestProblem> warnings)
            implements Reading {}

    /**
     * The file must be mended; nothing of it may be used.
     * @param problems at least one, in order of place
     */
    public record Unusable(List<ManifestProblem> problems) implements Reading {}

    /** @param file path as people see it; the ending {@code .json} asks for strict JSON */
    public static Reading read(String file, byte[] bytes) {
        List<Manifest> manifests = new ArrayList<>();
        List<ManifestProblem> others = new ArrayList<>();
        List<ManifestProblem> warnings = new ArrayList<>();
        List<ManifestProblem> problems = new ArrayList<>();
        try {
            List<Numbered> documents = documents(file, bytes, warnings, problems);
            for (Numbered document : documents) {
                collect(file, document, manifests, others, problems);
            }
        } catch (Unreadable fault) {
            problems.add(fault.in(file));
        }
        problems.sort(null);
        return problems.isEmpty()
                ? new Manifests(List.copyOf(manifests), List.copyOf(others), List.copyOf(warnings))
                : new Unusable(List.copyOf(problems));
    }

    /** Every value of a text that is not null; none when there are problems. */
    static List<Parsed> values(String file, byte[] bytes, List<ManifestProblem> problems) {
        try {
            return documents(file, bytes, new ArrayList<>(), problems).stream()
                    .map(Numbered::content)
                    .filter(parsed -> !parsed.isEmpty())
                    .toList();
        } catch (Unreadable fault) {
            problems.add(fault.in(file));
            return List.of();
        }
    }

    private record Numbered(int index, Parsed content) {}

    private static List<Numbered> documents(
            String file, byte[] bytes, List<ManifestProblem> warnings, List<ManifestProblem> problems) {
        String text = SourceText.decode(bytes);
        boolean json = file.toLowerCase(Locale.ROOT).endsWith(".json");
        List<SourceText.Document> sources = json ? List.of(new SourceText.Document(text, 1)) : SourceText.split(text);
        List<Numbered> documents = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            try {
                for (Parsed parsed : values(file, sources.get(i), json, warnings)) {
                    documents.add(new Numbered(i, parsed));
                }
            } catch (Unreadable fault) {
                problems.add(fault.in(file));
            }
        }
        return documents;
    }

    private static List<Parsed> values(
            String file, SourceText.Document source, boolean json, List<ManifestProblem> warnings) {
        if (json) {
            return JsonDocument.read(source);
        }
        if (source.looksLikeJson()) {
            try {
                return JsonDocument.read(source);
            } catch (Unreadable notJson) {
                return List.of(yaml(file, source, warnings));
            }
        }
        return List.of(yaml(file, source, warnings));
    }

    /** Forgives a few tabs between a colon and its value, as kubectl does; the replacement keeps every place. */
    private static Parsed yaml(String file, SourceText.Document source, List<ManifestProblem> warnings) {
        SourceText.Document current = source;
        for (int tabs = 0; ; tabs++) {
            try {
                return YamlDocument.read(file, current, warnings);
            } catch (MarkedYAMLException malformed) {
                Mark mark = malformed.getProblemMark();
                String text = current.text();
                int at = mark == null
                        ? -1
                        : text.offsetByCodePoints(0, Math.min(mark.getIndex(), text.codePointCount(0, text.length())));
                if (tabs == Limits.TABS_MAX || !Tabs.isForgivable(text, at)) {
                    throw unreadable(malformed, source.line(), text, at);
                }
                current = new SourceText.Document(Tabs.replaced(text, at), source.line());
            } catch (YAMLException malformed) {
                throw new Unreadable(source.line(), 0, "not YAML: a character that YAML does not allow");
            }
        }
    }

    private static Unreadable unreadable(MarkedYAMLException malformed, int line, String text, int at) {
        Mark mark = malformed.getProblemMark();
        int row = mark == null ? 0 : mark.getLine();
        int column = mark == null ? 0 : mark.getColumn() + 1;
        boolean tab = at >= 0 && at < text.length() && text.charAt(at) == '\t';
        String problem = tab ? "a tab: write spaces" : String.valueOf(malformed.getProblem());
        return new Unreadable(row + line, column, "not YAML: " + problem);
    }

    private static void collect(
            String file,
            Numbered document,
            List<Manifest> manifests,
            List<ManifestProblem> others,
            List<ManifestProblem> problems) {
        Parsed content = document.content();
        if (content.isEmpty()) {
            return;
        }
        try {
            if (content.value() instanceof ObjectNode object && !object.has("kind") && !object.has("apiVersion")) {
                others.add(problem(file, content, "no Kubernetes object (neither apiVersion nor kind): left out"));
                return;
            }
            for (Parsed object : ObjectLists.flat(content)) {
                manifests.add(new Manifest(file, document.index(), (ObjectNode) object.value(), object.spot()));
            }
        } catch (Unreadable fault) {
            problems.add(fault.in(file));
        }
    }

    private static ManifestProblem problem(String file, Parsed content, String text) {
        Manifest.Place place = content.spot().place();
        return new ManifestProblem(file, place.line(), place.column(), text);
    }
}

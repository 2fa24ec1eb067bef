package dev.longshore.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * {@code <<} entries of one mapping. An explicit key always wins; where kubectl lets a later {@code <<} win, that is said. Of
 * several merged mappings the first wins.
 */
final class MergeKeys {
    private final List<Merge> merges = new ArrayList<>();

    private record Merge(Parsed source, Manifest.Place place, Set<String> before) {}

    static boolean isMerge(Event event) {
        return event instanceof ScalarEvent scalar
                && scalar.isPlain()
                && scalar.getTag() == null
                && scalar.getValue().equals("<<");
    }

    /** @param before keys that stand before it */
    void add(Parsed value, Manifest.Place place, Set<String> before) {
        if (value.value().isArray()) {
            for (int i = 0; i < value.value().size(); i++) {
                one(new Parsed(value.value().get(i), value.spot().items().get(i)), place, before);
            }
        } else {
            one(value, place, before);
        }
    }

    private void one(Parsed value, Manifest.Place place, Set<String> before) {
        if (!value.value().isObject()) {
            throw new Unreadable(place.line(), place.column(), "<< needs a mapping or a list of mappings");
        }
        merges.add(new Merge(value, place, new TreeSet<>(before)));
    }

    /** Adds what is missing. Gives warnings. */
    List<ManifestProblem> into(ObjectNode object, Map<String, Spot> spots, String file) {
        List<ManifestProblem> warnings = new ArrayList<>();
        for (Merge merge : merges) {
            for (Map.Entry<String, JsonNode> entry : merge.source().value().properties()) {
                String name = entry.getKey();
                if (spots.putIfAbsent(name, merge.source().spot().fields().get(name)) == null) {
                    object.set(name, entry.getValue());
                } else if (merge.before().contains(name) && !entry.getValue().equals(object.get(name))) {
                    warnings.add(
                            new ManifestProblem(
                                    file,
                                    merge.place().line(),
                                    merge.place().column(),
                                    "\"" + name
                                            + "\" is given and merged by <<: the given value wins here, kubectl takes the merged"));
                }
            }
        }
        return warnings;
    }
}

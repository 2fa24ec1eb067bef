package dev.longshore.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * One YAML document from parser events to a JSON tree with places. Works on events, so that no tag ever makes a class and every
 * node is counted, also those that aliases repeat.
 */
final class YamlDocument {
    private final SourceText.Document source;
    private final Parser parser;
    private final Map<String, Optional<Parsed>> anchors = new HashMap<>();
    private final List<ManifestProblem> warnings = new ArrayList<>();
    private final String file;
    private int nodes;
    private int aliases;

    private YamlDocument(String file, SourceText.Document source) {
        this.file = file;
        this.source = source;
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Limits.FILE_BYTES_MAX);
        this.parser = new ParserImpl(new StreamReader(source.text()), options);
    }

    /** A null value for a document without content. Syntax faults fly as SnakeYAML throws them. */
    static Parsed read(String file, SourceText.Document source, List<ManifestProblem> warnings) {
        YamlDocument document = new YamlDocument(file, source);
        Parsed parsed = document.root();
        warnings.addAll(document.warnings);
        return parsed;
    }

    private Parsed root() {
        parser.getEvent();
        Event first = parser.getEvent();
        if (first.is(Event.ID.StreamEnd)) {
            return new Parsed(NullNode.getInstance(), Spot.leaf(new Manifest.Place(source.line(), 1)));
        }
        Parsed parsed = value(parser.getEvent(), 0);
        parser.getEvent();
        Event last = parser.getEvent();
        if (!last.is(Event.ID.StreamEnd)) {
            throw fault(last, "more than one value in a document: separate documents by a line ---");
        }
        return parsed;
    }

    private Parsed value(Event event, int depth) {
        if (++nodes > Limits.NODES_MAX) {
            throw fault(event, "more than " + Limits.NODES_MAX + " values in one document (aliases count each time)");
        }
        if (depth > Limits.NESTING_MAX) {
            throw fault(event, "nested deeper than " + Limits.NESTING_MAX);
        }
        if (event instanceof AliasEvent alias) {
            return alias(alias);
        }
        Optional<String> anchor = Optional.ofNullable(((NodeEvent) event).getAnchor());
        anchor.ifPresent(name -> anchors.put(name, Optional.empty()));
        Parsed parsed = switch (event) {
            case ScalarEvent scalar -> scalar(scalar);
            case MappingStartEvent mapping -> mapping(mapping, depth);
            case SequenceStartEvent sequence -> sequence(sequence, depth);
            default -> throw fault(event, "unexpected " + event.getEventId());
        };
        anchor.ifPresent(name -> anchors.put(name, Optional.of(parsed)));
        return parsed;
    }

    private Parsed alias(AliasEvent event) {
        Optional<Parsed> known = anchors.get(event.getAnchor());
        if (known == null) {
            throw fault(event, "unknown anchor '" + event.getAnchor() + "' (anchors end with their document)");
        }
        Parsed target =
                known.orElseThrow(() -> fault(event, "anchor '" + event.getAnchor() + "' value contains itself"));
        if (target.value().isContainerNode() && ++aliases > Limits.COLLECTION_ALIASES_MAX) {
            throw fault(event, "more than " + Limits.COLLECTION_ALIASES_MAX + " aliases of collections");
        }
        count(target.value(), event);
        return target;
    }

    private void count(JsonNode value, Event event) {
        nodes += value.size();
        if (nodes > Limits.NODES_MAX) {
            throw fault(event, "more than " + Limits.NODES_MAX + " values in one document (aliases count each time)");
        }
        for (JsonNode child : value) {
            count(child, event);
        }
    }

    private Parsed scalar(ScalarEvent event) {
        if (event.getValue().length() > Limits.SCALAR_CHARS_MAX) {
            throw fault(event, "a value longer than " + Limits.SCALAR_CHARS_MAX + " characters");
        }
        EscapedText.check(event, source.text()).ifPresent(fault -> {
            throw fault(event, fault);
        });
        try {
            return new Parsed(TaggedScalar.value(event), Spot.leaf(place(event)));
        } catch (IllegalArgumentException refused) {
            throw fault(event, String.valueOf(refused.getMessage()));
        }
    }

    private Parsed sequence(SequenceStartEvent start, int depth) {
        refuseTag(start, "tag:yaml.org,2002:seq");
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        List<Spot> spots = new ArrayList<>();
        for (Event event = parser.getEvent(); !(event instanceof SequenceEndEvent); event = parser.getEvent()) {
            Parsed item = value(event, depth + 1);
            array.add(item.value());
            spots.add(item.spot());
        }
        return new Parsed(array, new Spot(place(start), Map.of(), spots));
    }

    private Parsed mapping(MappingStartEvent start, int depth) {
        refuseTag(start, "tag:yaml.org,2002:map");
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        Map<String, Spot> spots = new LinkedHashMap<>();
        MergeKeys merges = new MergeKeys();
        for (Event event = parser.getEvent(); !(event instanceof MappingEndEvent); event = parser.getEvent()) {
            Manifest.Place place = place(event);
            if (MergeKeys.isMerge(event)) {
                merges.add(value(parser.getEvent(), depth + 1), place, spots.keySet());
                continue;
            }
            String name = key(value(event, depth + 1), event);
            Parsed field = value(parser.getEvent(), depth + 1);
            Spot earlier = spots.putIfAbsent(name, field.spot().at(place));
            if (earlier != null) {
                throw new Unreadable(place.line(), place.column(), duplicate(name, earlier, place));
            }
            if (spots.size() > Limits.KEYS_MAX) {
                throw fault(event, "more than " + Limits.KEYS_MAX + " keys in one mapping");
            }
            object.set(name, field.value());
        }
        warnings.addAll(merges.into(object, spots, file));
        return new Parsed(object, new Spot(place(start), spots, List.of()));
    }

    private static String duplicate(String name, Spot earlier, Manifest.Place place) {
        return "duplicate key \"%s\": lines %d and %d (keep one)"
                .formatted(name, earlier.place().line(), place.line());
    }

    private String key(Parsed key, Event event) {
        JsonNode value = key.value();
        if (value.isContainerNode() || value.isNull()) {
            throw fault(event, "a key must be text, not " + (value.isNull() ? "null" : "a collection"));
        }
        boolean date = event instanceof ScalarEvent scalar && value.isTextual() && scalar.isPlain();
        return date ? ((ScalarEvent) event).getValue() : value.asText();
    }

    private void refuseTag(CollectionStartEvent event, String allowed) {
        String tag = event.getTag();
        Set<String> fine = new HashSet<>(List.of(allowed, "!"));
        if (tag != null && !fine.contains(tag)) {
            throw fault(event, "tag " + tag + " is not supported: remove it");
        }
    }

    private Manifest.Place place(Event event) {
        Mark mark = event.getStartMark();
        return new Manifest.Place(mark.getLine() + source.line(), mark.getColumn() + 1);
    }

    private Unreadable fault(Event event, String text) {
        Manifest.Place place = place(event);
        return new Unreadable(place.line(), place.column(), text);
    }
}

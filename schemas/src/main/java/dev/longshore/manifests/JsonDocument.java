package dev.longshore.manifests;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON text, one or several values, to trees with places. */
final class JsonDocument {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.NESTING_MAX)
                    .maxStringLength(Limits.SCALAR_CHARS_MAX)
                    .maxNumberLength(1_000)
                    .build())
            .build();

    private final JsonParser parser;
    private final int line;

    private JsonDocument(JsonParser parser, int line) {
        this.parser = parser;
        this.line = line;
    }

    /** All values of the text. */
    static List<Parsed> read(SourceText.Document source) {
        List<Parsed> values = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(source.text())) {
            JsonDocument document = new JsonDocument(parser, source.line());
            while (parser.nextToken() != null) {
                values.add(document.value());
            }
            return values;
        } catch (JsonProcessingException malformed) {
            throw document(malformed, source.line());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Unreadable document(JsonProcessingException malformed, int line) {
        int row = malformed.getLocation() == null ? 1 : malformed.getLocation().getLineNr();
        int column =
                malformed.getLocation() == null ? 1 : malformed.getLocation().getColumnNr();
        String text = malformed.getOriginalMessage();
        return new Unreadable(
                row + line - 1, column, "not JSON: " + text.lines().findFirst().orElse("malformed"));
    }

    private Parsed value() throws IOException {
        Spot spot = Spot.leaf(place());
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(spot.place());
            case START_ARRAY -> array(spot.place());
            case VALUE_STRING -> new Parsed(TextNode.valueOf(parser.getText()), spot);
            case VALUE_TRUE, VALUE_FALSE -> new Parsed(BooleanNode.valueOf(parser.getBooleanValue()), spot);
            case VALUE_NULL -> new Parsed(NullNode.getInstance(), spot);
            default -> new Parsed(number(parser.getText(), spot.place()), spot);
        };
    }

    private static JsonNode number(String text, Manifest.Place place) {
        return Scalars.number(text)
                .orElseThrow(() -> new Unreadable(place.line(), place.column(), "a number out of range"));
    }

    private Parsed array(Manifest.Place start) throws IOException {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        List<Spot> spots = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Parsed item = value();
            array.add(item.value());
            spots.add(item.spot());
        }
        return new Parsed(array, new Spot(start, Map.of(), spots));
    }

    private Parsed object(Manifest.Place start) throws IOException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        Map<String, Spot> spots = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            Manifest.Place place = place();
            parser.nextToken();
            Parsed field = value();
            Spot earlier = spots.putIfAbsent(name, field.spot().at(place));
            if (earlier != null) {
                throw new Unreadable(
                        place.line(),
                        place.column(),
                        "duplicate key \"%s\": lines %d and %d (keep one)"
                                .formatted(name, earlier.place().line(), place.line()));
            }
            object.set(name, field.value());
        }
        return new Parsed(object, new Spot(start, spots, List.of()));
    }

    private Manifest.Place place() {
        return new Manifest.Place(
                parser.currentTokenLocation().getLineNr() + line - 1,
                parser.currentTokenLocation().getColumnNr());
    }
}

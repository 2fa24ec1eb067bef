package dev.longshore.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.yaml.snakeyaml.events.ScalarEvent;

/** The value of a scalar with or without a tag. Only core tags are known. */
final class TaggedScalar {
    private static final String CORE = "tag:yaml.org,2002:";

    private TaggedScalar() {}

    /** @throws IllegalArgumentException with the text for the user */
    static JsonNode value(ScalarEvent event) {
        String text = event.getValue();
        String tag = event.getTag();
        if (tag == null) {
            return event.isPlain() ? Scalars.plain(text) : TextNode.valueOf(text);
        }
        if (tag.equals("!")) {
            return TextNode.valueOf(text);
        }
        return switch (tag) {
            case CORE + "str" -> TextNode.valueOf(text);
            case CORE + "int" -> number(text).filter(JsonNode::isIntegralNumber).orElseThrow(() -> misfit(tag));
            case CORE + "float" -> number(text).orElseThrow(() -> misfit(tag));
            case CORE + "bool" ->
                Optional.of(Scalars.plain(text)).filter(JsonNode::isBoolean).orElseThrow(() -> misfit(tag));
            case CORE + "null" ->
                Optional.of(Scalars.plain(text)).filter(JsonNode::isNull).orElseThrow(() -> misfit(tag));
            case CORE + "binary" -> binary(text);
            default -> throw new IllegalArgumentException("tag " + tag + " is not supported: remove it");
        };
    }

    private static Optional<JsonNode> number(String text) {
        return text.isEmpty() ? Optional.empty() : Scalars.number(text);
    }

    private static JsonNode binary(String text) {
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(text);
            return TextNode.valueOf(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("!!binary needs base64", notBase64);
        }
    }

    private static IllegalArgumentException misfit(String tag) {
        return new IllegalArgumentException("the value does not fit its tag !!" + tag.substring(CORE.length()));
    }
}

package dev.longshore.manifests;

import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.events.ScalarEvent;

/** Escapes that a parser accepts and JSON text in UTF-8 must not hold: NUL and halves of surrogate pairs. */
final class EscapedText {
    private static final Pattern SURROGATE = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\u[dD][89a-fA-F]");

    private EscapedText() {}

    /** The fault, if any. */
    static Optional<String> check(ScalarEvent event, String source) {
        if (event.getScalarStyle() != ScalarStyle.DOUBLE_QUOTED) {
            return Optional.empty();
        }
        if (event.getValue().indexOf('\0') >= 0) {
            return Optional.of("\"\\0\" is not allowed in text");
        }
        boolean any = event.getValue().chars().anyMatch(c -> Character.isSurrogate((char) c));
        return any && SURROGATE.matcher(raw(event, source)).find()
                ? Optional.of("surrogate escapes are not allowed: write the character itself or \\U0001F600")
                : Optional.empty();
    }

    private static String raw(ScalarEvent event, String source) {
        int start = source.offsetByCodePoints(0, event.getStartMark().getIndex());
        int end = source.offsetByCodePoints(0, event.getEndMark().getIndex());
        return source.substring(start, end);
    }
}

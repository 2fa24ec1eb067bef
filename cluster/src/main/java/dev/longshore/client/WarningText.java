package dev.longshore.client;

import java.util.Optional;

/** The text of a {@code Warning} header. Source: RFC 7234 §5.5, as Kubernetes uses it. */
final class WarningText {
    private WarningText() {}

    /** Empty when the value is not of the form {@code 299 agent "text"}. */
    static Optional<String> read(String value) {
        int quote = value.indexOf('"');
        if (quote < 0) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        for (int i = quote + 1; i < value.length(); i++) {
            char next = value.charAt(i);
            if (next == '"') {
                return Optional.of(text.toString());
            }
            boolean escape = next == '\\' && i + 1 < value.length();
            text.append(escape ? value.charAt(++i) : next);
        }
        return Optional.empty();
    }
}

package dev.longshore.agent.pods.specs;

import java.util.Map;

/**
 * Replaces {@code $(NAME)} in texts of a pod. {@code $$} stands for one dollar, so {@code $$(NAME)} is left as {@code $(NAME)}; a name that
 * is not known stays as it was written. One pass: what was put in is not looked at again. Source: Kubernetes, "Dependent environment
 * variables".
 */
final class Expansion {
    private Expansion() {}

    static String expand(String text, Map<String, String> values) {
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
            int close = c == '$' && next == '(' ? text.indexOf(')', at) : -1;
            if (c == '$' && next == '$') {
                out.append('$');
                at += 2;
            } else if (close > 0) {
                String name = text.substring(at + 2, close);
                out.append(values.getOrDefault(name, text.substring(at, close + 1)));
                at = close + 1;
            } else {
                out.append(c);
                at++;
            }
        }
        return out.toString();
    }
}

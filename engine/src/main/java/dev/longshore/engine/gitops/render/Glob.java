package dev.longshore.engine.gitops.render;

import java.util.regex.Pattern;

/**
 * A pattern for paths: {@code *} and {@code ?} within a folder, {@code **} across folders, {@code [a-z]}, {@code {a,b}}. Source:
 * Argo CD directory include and exclude.
 */
final class Glob {
    private static final int CHARS_MAX = 512;
    private static final int STARS_MAX = 16;

    private final Pattern pattern;

    private Glob(Pattern pattern) {
        this.pattern = pattern;
    }

    /** @throws IllegalArgumentException saying what is wrong with it */
    static Glob of(String text) {
        if (text.length() > CHARS_MAX || text.chars().filter(c -> c == '*').count() > STARS_MAX) {
            throw new IllegalArgumentException(
                    "a pattern may have " + CHARS_MAX + " characters and " + STARS_MAX + " stars");
        }
        StringBuilder regex = new StringBuilder();
        int braces = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '*' -> {
                    boolean across = i + 1 < text.length() && text.charAt(i + 1) == '*';
                    boolean folders = across && i + 2 < text.length() && text.charAt(i + 2) == '/';
                    regex.append(folders ? "(?:.*/)?" : across ? ".*" : "[^/]*");
                    i += folders ? 2 : across ? 1 : 0;
                }
                case '?' -> regex.append("[^/]");
                case '{' -> {
                    braces++;
                    regex.append("(?:");
                }
                case '}' -> {
                    braces--;
                    regex.append(")");
                }
                case ',' -> regex.append(braces > 0 ? "|" : ",");
                case '[' -> i = set(text, i, regex);
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        if (braces != 0) {
            throw new IllegalArgumentException("unbalanced braces in the pattern " + text);
        }
        return new Glob(Pattern.compile(regex.toString()));
    }

    private static int set(String text, int start, StringBuilder regex) {
        int end = text.indexOf(']', start + 1);
        if (end < 0) {
            throw new IllegalArgumentException("a [ without ] in the pattern " + text);
        }
        String inner = text.substring(start + 1, end);
        boolean not = inner.startsWith("!") || inner.startsWith("^");
        String members = (not ? inner.substring(1) : inner).replaceAll("[\\[\\]&^\\\\]", "\\\\$0");
        if (members.isEmpty()) {
            throw new IllegalArgumentException("an empty [] in the pattern " + text);
        }
        regex.append(not ? "[^/" : "[").append(members).append(']');
        return end;
    }

    boolean matches(String path) {
        return pattern.matcher(path).matches();
    }
}

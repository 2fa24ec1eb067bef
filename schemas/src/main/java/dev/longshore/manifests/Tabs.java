package dev.longshore.manifests;

/** Tabs where YAML wants a space. */
final class Tabs {
    private Tabs() {}

    /** Whether the tab at an offset stands behind other text of its line: then it separates, and does not indent. */
    static boolean isForgivable(String text, int at) {
        if (at < 0 || at >= text.length() || text.charAt(at) != '\t') {
            return false;
        }
        int start = text.lastIndexOf('\n', at) + 1;
        return !text.substring(start, at).isBlank();
    }

    /** The run of tabs at an offset as spaces. */
    static String replaced(String text, int at) {
        int end = at;
        while (end < text.length() && text.charAt(end) == '\t') {
            end++;
        }
        return text.substring(0, at) + " ".repeat(end - at) + text.substring(end);
    }
}

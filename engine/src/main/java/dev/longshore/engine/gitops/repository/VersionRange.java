package dev.longshore.engine.gitops.repository;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Recognises a constraint on versions among revisions, as in {@code ^1.2}. A branch or tag of that name counts before it. */
public final class VersionRange {
    private static final Pattern SEPARATOR = Pattern.compile("[\\s,|]+");
    private static final Pattern OPERATOR = Pattern.compile("[\\^~<>=!]{1,2}|-");
    private static final Pattern PARTIAL = Pattern.compile("v?(\\d{1,6}|[xX*])(\\.(\\d{1,6}|[xX*])){0,2}");
    private static final Pattern EXACT = Pattern.compile("v?\\d+\\.\\d+\\.\\d+([-+][0-9A-Za-z.+-]+)?");

    private VersionRange() {}

    /** A whole version such as {@code v1.2.3} is no range: it is the name of a tag. */
    public static boolean is(String selector) {
        List<String> words = Arrays.stream(SEPARATOR.split(selector))
                .filter(word -> !word.isEmpty())
                .toList();
        boolean whole = words.size() == 1 && EXACT.matcher(words.getFirst()).matches();
        return !whole
                && words.stream().allMatch(word -> operator(word) || version(word))
                && words.stream().anyMatch(VersionRange::version);
    }

    private static boolean operator(String word) {
        return OPERATOR.matcher(word).matches();
    }

    private static boolean version(String word) {
        String bare = word.replaceFirst("^[\\^~<>=!]{1,2}", "");
        return PARTIAL.matcher(bare).matches() || EXACT.matcher(bare).matches();
    }
}

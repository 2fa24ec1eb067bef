package dev.longshore.schemas;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What one walk has found so far. */
final class Findings {
    /** Of each sort. */
    private static final int MAX = 100;

    private final List<String> unknown = new ArrayList<>();
    private final List<Problem> mistyped = new ArrayList<>();
    private final List<Problem> invalid = new ArrayList<>();
    private final List<Problem> unsupported = new ArrayList<>();

    void unknown(String path) {
        unknown.add(path);
    }

    void mistyped(Problem problem) {
        mistyped.add(problem);
    }

    void invalid(Problem problem) {
        invalid.add(problem);
    }

    void unsupported(Problem problem) {
        unsupported.add(problem);
    }

    Checked checked(ObjectNode object) {
        return new Checked(
                object,
                unknown.stream().sorted().limit(MAX).toList(),
                firstByPath(mistyped),
                firstByPath(invalid),
                firstByPath(unsupported));
    }

    private static List<Problem> firstByPath(List<Problem> problems) {
        return problems.stream()
                .sorted(Comparator.comparing(Problem::path))
                .limit(MAX)
                .toList();
    }
}

package dev.longshore.schemas;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What one walk has found so far. */
final class Findings {
    /** Of each sort. */
    private static final int MAX = 100;

    private static final Comparator<Problem> BY_PATH = Comparator.comparing(Problem::path);

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

    void invalid(List<Problem> problems) {
        invalid.addAll(problems);
    }

    void unsupported(Problem problem) {
        unsupported.add(problem);
    }

    Checked checked(ObjectNode object) {
        return new Checked(
                object,
                first(unknown, Comparator.naturalOrder()),
                first(mistyped, BY_PATH),
                first(invalid, BY_PATH),
                first(unsupported, BY_PATH));
    }

    private static <T> List<T> first(List<T> found, Comparator<? super T> order) {
        if (found.isEmpty()) {
            return List.of();
        }
        found.sort(order);
        return List.copyOf(found.subList(0, Math.min(found.size(), MAX)));
    }
}

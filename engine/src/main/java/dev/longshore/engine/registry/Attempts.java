package dev.longshore.engine.registry;

import dev.longshore.engine.access.Attempt;
import java.util.Map;

/** What a write asks leave for. */
final class Attempts {
    private Attempts() {}

    static Attempt of(Wish wish) {
        return switch (wish) {
            case Wish.Create create -> new Attempt("create", create.key(), Map.of());
            case Wish.Replace replace -> new Attempt("update", replace.key(), Map.of());
            case Wish.Change change -> new Attempt("patch", change.key(), Map.of());
            case Wish.Remove remove -> new Attempt("delete", remove.key(), Map.of());
        };
    }
}

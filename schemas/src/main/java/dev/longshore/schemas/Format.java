package dev.longshore.schemas;

import java.util.Optional;
import java.util.function.Function;

/**
 * A named check of a string, with Kubernetes' own text for what is wrong.
 *
 * @param name as written in kind files, for example {@code dns-label}
 */
public record Format(String name, Function<String, Optional<String>> check) {
    /** Empty when {@code value} is well-formed; else the sentence that says what is allowed. */
    public Optional<String> fault(String value) {
        return check.apply(value);
    }
}

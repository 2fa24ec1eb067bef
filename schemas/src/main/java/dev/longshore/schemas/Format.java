package dev.longshore.schemas;

import java.util.Optional;

/** A named check of a string, with Kubernetes' own text for what is wrong. */
public interface Format {
    /** As written in kind files, for example {@code dns-label}. */
    String name();

    /** Empty when {@code value} is well-formed; else the sentence that says what is allowed. */
    Optional<String> fault(String value);
}

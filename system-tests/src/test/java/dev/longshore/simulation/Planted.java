package dev.longshore.simulation;

import java.util.Set;

/** A mistake that a program of this kind easily has, made at its ports. Seeds that do not find it are too kind. */
enum Planted {
    NOTHING(),
    /** A container engine that does not answer, or not yet, is taken for one that has no containers. */
    FAILED_IS_ABSENT("S-AGENT-01", "S-AGENT-03", "S-AGENT-12", "L-4", "L-12"),
    /** A container whose creation may have failed is created once more, under another name. */
    CREATED_AGAIN("S-AGENT-01", "L-12"),
    /** Now and then a file of a commit is missed. */
    PART_OF_A_TREE("S-GIT-03"),
    /** Now and then a write is acknowledged and not made. */
    FORGETFUL_STORE("S-STORE-01"),
    /** A stream that fell silent is waited on for ever. */
    DEAF_WATCH("L-3", "L-4", "L-12");

    @SuppressWarnings("ImmutableEnumChecker") // a set of texts
    private final Set<String> tripped;

    Planted(String... tripped) {
        this.tripped = Set.of(tripped);
    }

    /** Whether what was violated is what this mistake breaks. */
    boolean explains(String id) {
        return tripped.contains(id);
    }
}

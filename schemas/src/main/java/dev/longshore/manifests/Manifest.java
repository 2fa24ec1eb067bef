package dev.longshore.manifests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * One object as text, read.
 *
 * @param file path in the repository, as people see it
 * @param document index of the document in the file, from 0
 * @param object the tree
 */
public record Manifest(String file, int document, ObjectNode object, Positions positions) {
    /** Where fields stand. */
    public interface Positions {
        /** Line and column, from 1, of the nearest known ancestor of a field path such as {@code spec.replicas}. */
        Optional<Place> of(String path);
    }

    /** Line and column, both from 1. */
    public record Place(int line, int column) {}
}

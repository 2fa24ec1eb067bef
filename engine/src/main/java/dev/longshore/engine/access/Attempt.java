package dev.longshore.engine.access;

import dev.longshore.objects.ObjectKey;
import java.util.Map;

/**
 * Something somebody wants to do.
 *
 * @param verb {@code get}, {@code list}, {@code watch}, {@code create}, {@code update}, {@code patch}, {@code delete}
 * @param key of what; name and namespace empty for all
 * @param fields equalities of the field selector of a list or watch
 */
public record Attempt(String verb, ObjectKey key, Map<String, String> fields) {}

package dev.longshore.schemas;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Checks and completes one object against its kind in a single pass. Source of the order and of the texts: apimachinery's strict
 * decoder, {@code field.Error}, and {@code schemas} of the API server.
 *
 * <p>In each struct: unknown fields and nulls go, defaults come, absent required fields are reported, then the fields are walked.
 * Below {@code status} only types are checked: it is what programs report, and Kubernetes takes it as it is.
 */
public final class Walker {
    /** Deeper nesting is refused. */
    static final int DEPTH_MAX = 256;

    private Walker() {}

    /**
     * Everything that is wrong with an object, not only the first thing; at most 100 problems of a sort, by path.
     *
     * @param object changed in place; it is the tree of the answer. Walking it again changes nothing
     */
    public static Checked check(KindSchema kind, ObjectNode object) {
        Findings findings = new Findings();
        new Walk(findings).root(kind, object);
        return findings.checked(object);
    }
}

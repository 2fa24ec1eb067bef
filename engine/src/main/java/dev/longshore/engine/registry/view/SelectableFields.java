package dev.longshore.engine.registry.view;

import dev.longshore.cluster.Query;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which fields a field selector may name, and their values as it compares them: absent is the empty text, or the zero of a flag.
 * Source: the field label conversions of Kubernetes' API groups. One more is ours: {@link Query#TRACKED_BY}.
 */
final class SelectableFields {
    private static final String NAME = "metadata.name";
    private static final String NAMESPACE = "metadata.namespace";
    private static final List<String> FLAGS = List.of("spec.hostNetwork", "spec.unschedulable");
    private static final Map<String, List<String>> BY_RESOURCE = Map.of(
            "pods",
                    List.of(
                            "spec.nodeName",
                            "spec.restartPolicy",
                            "spec.schedulerName",
                            "spec.serviceAccountName",
                            "spec.hostNetwork",
                            "status.phase",
                            "status.podIP",
                            "status.nominatedNodeName"),
            "events",
                    List.of(
                            "involvedObject.kind",
                            "involvedObject.namespace",
                            "involvedObject.name",
                            "involvedObject.uid",
                            "involvedObject.apiVersion",
                            "involvedObject.resourceVersion",
                            "involvedObject.fieldPath",
                            "reason",
                            "reportingComponent",
                            "type"),
            "secrets", List.of("type"),
            "namespaces", List.of("status.phase"),
            "nodes", List.of("spec.unschedulable"),
            "replicasets.apps", List.of("status.replicas"));

    private SelectableFields() {}

    /** Whether a selector on objects of this kind may name the path. */
    static boolean has(Kind kind, String path) {
        return path.equals(NAME)
                || path.equals(NAMESPACE)
                || path.equals(Query.TRACKED_BY)
                || own(kind).contains(path);
    }

    /** The values of one object, by path. */
    static Map<String, String> read(Kind kind, Fields object) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(NAME, value(object, NAME));
        values.put(NAMESPACE, value(object, NAMESPACE));
        Tracking.unit(kind, object).ifPresent(unit -> values.put(Query.TRACKED_BY, unit));
        own(kind).forEach(path -> values.put(path, value(object, path)));
        return values;
    }

    private static List<String> own(Kind kind) {
        return BY_RESOURCE.getOrDefault(kind.resource(), List.of());
    }

    private static String value(Fields object, String path) {
        return object.scalar(path.split("\\.")).orElse(FLAGS.contains(path) ? "false" : "");
    }
}

package dev.longshore.schemas.openapi;

import dev.longshore.objects.Kind;
import dev.longshore.schemas.KindSchema;
import dev.longshore.schemas.SchemaCatalog;
import dev.longshore.schemas.Shape.Scalar;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names of types as clients know them: {@code io.k8s.api.core.v1.PodSpec} for {@code core.PodSpec}. */
final class ComponentNames {
    private static final String MACHINERY = "io.k8s.apimachinery.pkg.";
    private static final Map<Scalar, String> SCALARS = Map.of(
            Scalar.QUANTITY, MACHINERY + "api.resource.Quantity",
            Scalar.INT_OR_STRING, MACHINERY + "util.intstr.IntOrString",
            Scalar.TIME, MACHINERY + "apis.meta.v1.Time",
            Scalar.MICRO_TIME, MACHINERY + "apis.meta.v1.MicroTime",
            Scalar.DURATION, MACHINERY + "apis.meta.v1.Duration");

    private final Map<String, String> packages = new HashMap<>();

    ComponentNames(SchemaCatalog catalog) {
        packages.put("meta", MACHINERY + "apis.meta.v1");
        for (KindSchema schema : catalog.kinds()) {
            packages.putIfAbsent(prefix(schema.root().name()), packageOf(schema.kind()));
        }
    }

    private static String packageOf(Kind kind) {
        if (kind.group().isEmpty()) {
            return "io.k8s.api.core." + kind.version();
        }
        List<String> labels = Arrays.asList(kind.group().split("\\.", -1));
        if (labels.size() == 1 || kind.group().endsWith(".k8s.io")) {
            return "io.k8s.api." + labels.getFirst() + "." + kind.version();
        }
        Collections.reverse(labels);
        return String.join(".", labels) + "." + kind.version();
    }

    /** @param struct as {@code core.PodSpec} */
    String of(String struct) {
        String prefix = prefix(struct);
        return packages.getOrDefault(prefix, "io.k8s.api." + prefix + ".v1") + struct.substring(prefix.length());
    }

    /** Empty for scalars that are written where they stand. */
    static String of(Scalar scalar) {
        return SCALARS.getOrDefault(scalar, "");
    }

    private static String prefix(String struct) {
        return struct.substring(0, struct.lastIndexOf('.'));
    }
}

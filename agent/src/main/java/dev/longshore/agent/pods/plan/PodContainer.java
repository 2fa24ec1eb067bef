package dev.longshore.agent.pods.plan;

import dev.longshore.objects.Fields;
import dev.longshore.objects.core.Pod;
import java.util.ArrayList;
import java.util.List;

/**
 * One container as a pod wishes it.
 *
 * @param fields an entry of {@code spec.containers} or {@code spec.initContainers}
 * @param restartPolicy that applies to this container: {@code Always}, {@code OnFailure}, {@code Never}
 */
public record PodContainer(Fields fields, Role role, String restartPolicy) {
    /** Init containers and sidecars first, as written; then app containers. */
    public static List<PodContainer> of(Pod pod) {
        List<PodContainer> all = new ArrayList<>();
        for (Fields init : pod.initContainers()) {
            boolean sidecar = init.text("restartPolicy").orElse("").equals("Always");
            // An init container that succeeded is done; under Always a failed one is tried again.
            String policy = sidecar ? "Always" : pod.restartPolicy().equals("Never") ? "Never" : "OnFailure";
            all.add(new PodContainer(init, sidecar ? Role.SIDECAR : Role.INIT, policy));
        }
        for (Fields app : pod.containers()) {
            all.add(new PodContainer(app, Role.APP, pod.restartPolicy()));
        }
        return List.copyOf(all);
    }

    /** Those of one role, in order. */
    public static List<PodContainer> of(Pod pod, Role role) {
        return of(pod).stream().filter(container -> container.role() == role).toList();
    }

    public String name() {
        return fields.text("name").orElse("");
    }

    public String image() {
        return fields.text("image").orElse("");
    }

    /** {@code Always}, {@code IfNotPresent} or {@code Never}; unset follows from the tag. Source: Container.imagePullPolicy. */
    public String pullPolicy() {
        return fields.text("imagePullPolicy").orElseGet(() -> floating(image()) ? "Always" : "IfNotPresent");
    }

    /** Tells whether a container was made from this very wish. */
    public String hash() {
        return SpecHash.of(fields);
    }

    private static boolean floating(String image) {
        if (image.contains("@")) {
            return false;
        }
        String last = image.substring(image.lastIndexOf('/') + 1);
        return !last.contains(":") || last.endsWith(":latest");
    }
}

package dev.longshore.agent.pods.plan;

import dev.longshore.objects.Fields;
import dev.longshore.objects.Quantity;
import dev.longshore.objects.core.Pod;
import java.util.List;
import java.util.Optional;

/** How well a pod is protected when memory runs short. Source: Kubernetes, "Pod Quality of Service Classes". */
public enum QosClass {
    GUARANTEED("Guaranteed"),
    BURSTABLE("Burstable"),
    BEST_EFFORT("BestEffort");

    private static final List<String> RESOURCES = List.of("cpu", "memory");

    private final String word;

    QosClass(String word) {
        this.word = word;
    }

    /** As written in status. */
    public String word() {
        return word;
    }

    /** Guaranteed: every container has limits for CPU and memory and requests no less. BestEffort: none has either. */
    public static QosClass of(Pod pod) {
        List<PodContainer> all = PodContainer.of(pod);
        if (all.stream().noneMatch(container -> any(container.fields()))) {
            return BEST_EFFORT;
        }
        return all.stream().allMatch(container -> guaranteed(container.fields())) ? GUARANTEED : BURSTABLE;
    }

    private static boolean any(Fields container) {
        return RESOURCES.stream()
                .anyMatch(name -> positive(container, "limits", name) || positive(container, "requests", name));
    }

    private static boolean guaranteed(Fields container) {
        return RESOURCES.stream().allMatch(name -> {
            Optional<Quantity> limit = Quantity.at(container, "resources", "limits", name);
            Optional<Quantity> request = Quantity.at(container, "resources", "requests", name);
            return positive(container, "limits", name)
                    && request.or(() -> limit)
                            .filter(r -> r.compareTo(limit.orElse(Quantity.ZERO)) == 0)
                            .isPresent();
        });
    }

    private static boolean positive(Fields container, String list, String name) {
        return Quantity.at(container, "resources", list, name)
                .filter(amount -> amount.compareTo(Quantity.ZERO) > 0)
                .isPresent();
    }
}

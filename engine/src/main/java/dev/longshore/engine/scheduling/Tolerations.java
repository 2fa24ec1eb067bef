package dev.longshore.engine.scheduling;

import dev.longshore.objects.Fields;
import dev.longshore.objects.core.Node.Taint;
import dev.longshore.objects.core.Pod;
import java.util.List;

/** Which taints a pod tolerates. Source: core/v1 Toleration. */
final class Tolerations {
    private Tolerations() {}

    /** Whether none of the node's taints that keep pods away holds for this pod. */
    static boolean admit(Pod pod, List<Taint> taints) {
        return taints.stream()
                .filter(taint -> !taint.effect().equals("PreferNoSchedule"))
                .allMatch(taint -> tolerates(pod, taint));
    }

    /** How many of the taints that only discourage are not tolerated. */
    static long discouraging(Pod pod, List<Taint> taints) {
        return taints.stream()
                .filter(taint -> taint.effect().equals("PreferNoSchedule"))
                .filter(taint -> !tolerates(pod, taint))
                .count();
    }

    static boolean tolerates(Pod pod, Taint taint) {
        return pod.item().items("spec", "tolerations").stream().anyMatch(toleration -> matches(toleration, taint));
    }

    /** No effect: all effects. No key with Exists: everything. No operator: Equal. */
    private static boolean matches(Fields toleration, Taint taint) {
        String effect = toleration.text("effect").orElse("");
        String key = toleration.text("key").orElse("");
        boolean exists = toleration.text("operator").orElse("Equal").equals("Exists");
        if (!effect.isEmpty() && !effect.equals(taint.effect())) {
            return false;
        }
        if (key.isEmpty()) {
            return exists;
        }
        return key.equals(taint.key())
                && (exists || toleration.text("value").orElse("").equals(taint.value()));
    }
}

package dev.longshore.agent.pods.plan;

import dev.longshore.agent.pods.plan.PodAction.Remove;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Earlier attempts: the one before the newest stays, so that its end and its log can be read. */
final class History {
    private static final int KEPT = 2;

    private History() {}

    /** Removal of older attempts. Sandboxes leave no trace worth keeping. */
    static List<PodAction> surplus(Observed observed) {
        Set<String> names = new LinkedHashSet<>();
        observed.containers().forEach(container -> names.add(container.name()));
        List<PodAction> removals = new ArrayList<>();
        for (String name : names) {
            int kept = name.equals(ContainerNames.SANDBOX) ? 1 : KEPT;
            observed.attemptsOf(name).stream()
                    .skip(kept)
                    .filter(SeenContainer::ended)
                    .forEach(old -> removals.add(new Remove(old.id())));
        }
        return removals;
    }
}

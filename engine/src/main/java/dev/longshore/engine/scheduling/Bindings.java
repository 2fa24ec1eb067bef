package dev.longshore.engine.scheduling;

import dev.longshore.objects.core.Pod;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The scheduler's own bindings that a ledger may not know yet. For one task. */
final class Bindings {
    private final Map<String, Pod> young = new LinkedHashMap<>();

    /** @param pod as it was read after its binding was written */
    void add(Pod pod) {
        young.put(pod.item().uid(), pod);
    }

    /**
     * The ledger with them; what it knows by now is forgotten.
     *
     * @param revision everything up to it is in the ledger
     */
    Ledger on(Ledger ledger, long revision) {
        Ledger complete = ledger;
        Iterator<Pod> pods = young.values().iterator();
        while (pods.hasNext()) {
            Pod pod = pods.next();
            if (pod.item().revision() <= revision) {
                pods.remove();
            } else {
                complete = complete.with(pod);
            }
        }
        return complete;
    }
}

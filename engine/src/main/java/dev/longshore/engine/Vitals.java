package dev.longshore.engine;

import dev.longshore.cluster.Unavailable;
import dev.longshore.engine.apiserver.RequestMetrics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a running engine tells of itself. */
final class Vitals {
    private final EngineWiring wiring;
    private final ActWhenThereIsRoom acting;
    private final RequestMetrics metrics;
    private volatile boolean serving;

    Vitals(EngineWiring wiring, ActWhenThereIsRoom acting, RequestMetrics metrics) {
        this.wiring = wiring;
        this.acting = acting;
        this.metrics = metrics;
    }

    /** Whether both ports answer; not while it starts or stops. */
    boolean serving() {
        return serving;
    }

    void serving(boolean now) {
        serving = now;
    }

    /** What is wrong, by part; nothing when all is well. */
    Map<String, Optional<String>> health() {
        Map<String, Optional<String>> checks = new LinkedHashMap<>();
        checks.put("store", storeFault());
        checks.put("acting", acting.waiting());
        checks.put("serving", serving ? Optional.empty() : Optional.of("starting or stopping"));
        return checks;
    }

    private Optional<String> storeFault() {
        try {
            wiring.revision();
            return Optional.empty();
        } catch (Unavailable gone) {
            return Optional.of(String.valueOf(gone.getMessage()));
        }
    }

    /** Counts of the API port, by the name of the metric. */
    Map<String, Long> requests() {
        Map<String, Long> counts = new LinkedHashMap<>();
        metrics.samples()
                .forEach(sample -> counts.put(
                        "longshore_api_requests_total{verb=\"" + sample.verb() + "\",resource=\"" + sample.resource()
                                + "\",code=\"" + sample.code() + "\"}",
                        sample.count()));
        counts.put("longshore_watchers", metrics.openWatches());
        return counts;
    }
}

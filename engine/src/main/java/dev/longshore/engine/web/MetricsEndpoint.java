package dev.longshore.engine.web;

import dev.longshore.cluster.LoopCounts;
import dev.longshore.cluster.Query;
import dev.longshore.objects.gitops.Application;
import dev.longshore.objects.gitops.Repository;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.annotation.PreDestroy;
import java.util.Map;
import java.util.TreeMap;

/** {@code GET /metrics} in Prometheus' text form: the JVM's by Micrometer, ours read from what is there at the moment. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class MetricsEndpoint {
    private final WebSources sources;
    private final Deliveries deliveries;
    private final PrometheusMeterRegistry jvm = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    MetricsEndpoint(WebSources sources, Deliveries deliveries) {
        this.sources = sources;
        this.deliveries = deliveries;
        new JvmMemoryMetrics().bindTo(jvm);
        new JvmThreadMetrics().bindTo(jvm);
        new ProcessorMetrics().bindTo(jvm);
        new UptimeMetrics().bindTo(jvm);
        collections.bindTo(jvm);
    }

    @Get(value = "/metrics", produces = "text/plain; version=0.0.4")
    String metrics() {
        StringBuilder text = new StringBuilder(jvm.scrape());
        own().forEach((name, value) ->
                text.append(name).append(' ').append(value).append('\n'));
        return text.toString();
    }

    private Map<String, Long> own() {
        Map<String, Long> values = new TreeMap<>(sources.counters().get());
        values.putAll(deliveries.counts());
        values.put("longshore_store_revision", sources.revision().getAsLong());
        for (LoopCounts loop : sources.loops().get()) {
            String label = "{controller=\"" + loop.name() + "\"}";
            values.put("longshore_reconcile_total" + label, loop.passes());
            values.put("longshore_reconcile_faults_total" + label, loop.faults());
            values.put("longshore_reconcile_retries_total" + label, loop.retries());
            values.put("workqueue_depth{name=\"" + loop.name() + "\"}", (long) loop.waiting());
        }
        sources.cluster().list(Query.all(Application.KIND)).items().forEach(application -> {
            String sync = application.text("status", "sync", "status").orElse("Unknown");
            String health = application.text("status", "health", "status").orElse("Unknown");
            values.merge("longshore_units{sync=\"" + sync + "\",health=\"" + health + "\"}", 1L, Long::sum);
        });
        values.put(
                "longshore_repositories_failing",
                sources.cluster().list(Query.all(Repository.KIND)).items().stream()
                        .filter(repository -> new Repository(repository).error().isPresent())
                        .count());
        return values;
    }

    @PreDestroy
    void close() {
        collections.close();
        jvm.close();
    }
}

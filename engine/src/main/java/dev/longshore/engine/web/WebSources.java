package dev.longshore.engine.web;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.LoopCounts;
import dev.longshore.objects.ObjectKey;
import dev.longshore.tasks.Time;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the web port shows and needs, handed in by the wiring.
 *
 * @param cluster the door as the web port's identity sees it
 * @param ready whether the engine serves
 * @param looked when a repository was last reached
 * @param counters further counts by metric name with labels, such as {@code requests_total{verb="get"}}
 * @param secrets of the webhook, the present one first; none: webhooks are not served
 * @param token opens the pages to callers from elsewhere; empty: loopback only
 */
public record WebSources(
        Cluster cluster,
        Time time,
        Instant startedAt,
        String version,
        BooleanSupplier ready,
        LongSupplier revision,
        Supplier<List<LoopCounts>> loops,
        Function<ObjectKey, Optional<Instant>> looked,
        Supplier<Map<String, Long>> counters,
        List<String> secrets,
        Optional<String> token) {}

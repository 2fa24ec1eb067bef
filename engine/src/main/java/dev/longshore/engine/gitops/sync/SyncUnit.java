package dev.longshore.engine.gitops.sync;

import dev.longshore.engine.gitops.render.DirectorySource;
import dev.longshore.engine.gitops.render.RenderRequest;
import dev.longshore.engine.gitops.render.SyncOptions;
import dev.longshore.objects.ObjectKey;
import java.time.Duration;
import java.util.List;

/**
 * What is kept like Git: the one form that every front end is translated to.
 *
 * @param application the object it was translated from
 * @param name of the unit in tracking annotations
 * @param selector branch, tag, full ref or commit; {@code HEAD}
 * @param namespace for objects that name none; may be empty
 * @param ignored fields that are given and not honoured, one sentence each
 */
public record SyncUnit(
        ObjectKey application,
        String name,
        String url,
        String selector,
        DirectorySource source,
        String namespace,
        Policy policy,
        SyncOptions options,
        Retry retry,
        List<String> ignored) {
    /**
     * When to act without being asked.
     *
     * @param prune delete what Git no longer has
     * @param selfHeal undo drift
     * @param allowEmpty an empty folder may delete everything
     */
    public record Policy(boolean automated, boolean prune, boolean selfHeal, boolean allowEmpty) {}

    /**
     * What to do when a sync fails.
     * @param limit below 0: for ever
     */
    public record Retry(long limit, Duration base, long factor, Duration longest) {
        /** Source: Argo CD, automated syncs. */
        public static final Retry DEFAULT = new Retry(5, Duration.ofSeconds(5), 2, Duration.ofMinutes(3));

        /** Before attempt {@code count} + 1, from 0. */
        public Duration delay(long count) {
            double millis = base.toMillis() * Math.pow((double) Math.max(1, factor), (double) count);
            return millis >= longest.toMillis() ? longest : Duration.ofMillis((long) millis);
        }
    }

    public RenderRequest request() {
        return new RenderRequest(source, name, namespace, options);
    }
}

package dev.longshore.engine.gitops.git;

import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.jspecify.annotations.Nullable;

/** Ends a fetch that brings too many objects, or that was cancelled. */
final class FetchMonitor extends EmptyProgressMonitor {
    private static final String REMOTE = "remote: ";

    private final int objectsMax;
    private final AtomicReference<@Nullable String> reason = new AtomicReference<>();

    FetchMonitor(int objectsMax) {
        this.objectsMax = objectsMax;
    }

    /** What the far end reports of itself counts in units of its own. */
    @Override
    public void beginTask(String title, int total) {
        if (total > objectsMax && !title.startsWith(REMOTE)) {
            cancel("more than " + objectsMax + " objects in one fetch: the repository is too large");
        }
    }

    void cancel(String why) {
        reason.compareAndSet(null, why);
    }

    @Nullable
    String reason() {
        return reason.get();
    }

    @Override
    public boolean isCancelled() {
        return reason.get() != null;
    }
}

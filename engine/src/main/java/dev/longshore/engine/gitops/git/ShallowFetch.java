package dev.longshore.engine.gitops.git;

import java.io.IOException;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;
import org.jspecify.annotations.Nullable;

/** Brings one commit without its history into the local copy: whole and within its bounds, or not at all. */
final class ShallowFetch {
    private static final long NOT_BEGUN = -1;

    private final JGitRepository repository;
    private final ObjectId commit;
    private final long bytesMax;
    private final FetchMonitor monitor;
    private volatile long before = NOT_BEGUN;

    ShallowFetch(JGitRepository repository, ObjectId commit, JGitHost.Settings settings) {
        this.repository = repository;
        this.commit = commit;
        this.bytesMax = settings.packBytesMax();
        this.monitor = new FetchMonitor(settings.objectsMax());
    }

    /** Why it must end now; null when it may go on. May be asked by another task. */
    @Nullable
    String reason() {
        if (before != NOT_BEGUN && repository.bytes() - before > bytesMax) {
            monitor.cancel("more than " + bytesMax + " bytes in one fetch: the repository is too large");
        }
        return monitor.reason();
    }

    /** It publishes nothing from here on. */
    void cancel() {
        monitor.cancel("over");
    }

    /** @throws GitFault when it would go beyond its bounds */
    ObjectId run(Transport transport) throws IOException {
        before = repository.bytes();
        download(transport);
        publish();
        return commit;
    }

    private void download(Transport transport) throws IOException {
        try {
            transport.setDepth(1);
            transport.fetch(monitor, List.of(new RefSpec("+" + commit.name() + ":refs/longshore/fetched")));
        } catch (IOException failed) {
            String reason = monitor.reason();
            if (reason != null) {
                throw new GitFault(reason);
            }
            throw failed;
        }
    }

    /** Looks once more at the bounds: a fast fetch may end before they were looked at. */
    private void publish() throws IOException {
        String reason = reason();
        if (reason != null) {
            throw new GitFault(reason);
        }
        try (RevWalk walk = new RevWalk(repository.git())) {
            walk.parseCommit(commit);
        }
        repository.publish(commit);
    }
}

package dev.longshore.engine.gitops.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;

/** A bare repository on disk that tests push to. */
public final class BareOrigin implements GitHostContract.Origin {
    private static final PersonIdent WHO =
            new PersonIdent("somebody", "somebody@example.com", Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    private final Repository git;
    private final GitHost.Address address;

    /** @param address how the repository in {@code folder} is reached */
    public BareOrigin(Path folder, GitHost.Address address) {
        IsolatedReader.install();
        this.address = address;
        try {
            git = new FileRepository(folder.toFile());
            git.create(true);
            git.updateRef(Constants.HEAD).link("refs/heads/main");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private BareOrigin(Repository git, GitHost.Address address) {
        this.git = git;
        this.address = address;
    }

    /** The same repository under another address. */
    public BareOrigin reachedBy(GitHost.Address other) {
        return new BareOrigin(git, other);
    }

    Repository git() {
        return git;
    }

    @Override
    public GitHost.Address address() {
        return address;
    }

    @Override
    public String push(String branch, Map<String, String> files) {
        DirCache index = DirCache.newInCore();
        return commit(branch, inserter -> {
            DirCacheBuilder builder = index.builder();
            for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
                ObjectId blob =
                        inserter.insert(Constants.OBJ_BLOB, file.getValue().getBytes(StandardCharsets.UTF_8));
                builder.add(entry(file.getKey(), FileMode.REGULAR_FILE, blob));
            }
            builder.finish();
            return index.writeTree(inserter);
        });
    }

    interface TreeWriter {
        ObjectId write(ObjectInserter inserter) throws IOException;
    }

    /** Commits whatever tree the writer makes. */
    String commit(String branch, TreeWriter writer) {
        try (ObjectInserter inserter = git.newObjectInserter()) {
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(writer.write(inserter));
            ObjectId parent = git.resolve("refs/heads/" + branch);
            if (parent != null) {
                commit.setParentId(parent);
            }
            commit.setAuthor(WHO);
            commit.setCommitter(WHO);
            commit.setMessage("a commit");
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            point("refs/heads/" + branch, id.name());
            return id.name();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static DirCacheEntry entry(String path, FileMode mode, ObjectId id) {
        DirCacheEntry entry = new DirCacheEntry(path);
        entry.setFileMode(mode);
        entry.setObjectId(id);
        return entry;
    }

    @Override
    public void point(String ref, String commit) {
        try {
            RefUpdate update = git.updateRef(ref);
            update.setNewObjectId(ObjectId.fromString(commit));
            RefUpdate.Result result = update.forceUpdate();
            if (!Set.of(
                            RefUpdate.Result.NEW,
                            RefUpdate.Result.FORCED,
                            RefUpdate.Result.FAST_FORWARD,
                            RefUpdate.Result.NO_CHANGE)
                    .contains(result)) {
                throw new IllegalStateException(result.toString());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void remove(String ref) {
        try {
            RefUpdate update = git.updateRef(ref);
            update.setForceUpdate(true);
            update.delete();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void prune() {
        try {
            git.getConfig().setString("gc", null, "pruneExpire", "now");
            git.getConfig().setString("gc", null, "prunePackExpire", "now");
            git.getConfig().setString("gc", null, "reflogExpire", "now");
            Git.wrap(git).gc().call();
        } catch (GitAPIException failed) {
            throw new IllegalStateException(failed);
        }
    }
}

package dev.longshore.engine.gitops.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;

/** The bare store of one address: objects, and one ref for every commit that is to stay. Rebuilt when deleted. */
final class JGitRepository implements AutoCloseable {
    private static final String KEEP = "refs/longshore/keep/";
    /** Every shallow fetch adds a pack; beyond this many they are made one. */
    private static final int PACKS_MAX = 8;

    private final Path folder;
    private final Repository git;
    private final ReentrantLock turn = new ReentrantLock();

    private JGitRepository(Path folder, Repository git) {
        this.folder = folder;
        this.git = git;
    }

    static JGitRepository open(Path folder) throws IOException {
        Repository git = new FileRepository(folder.toFile());
        if (!Files.exists(folder.resolve("config"))) {
            Files.createDirectories(folder);
            git.create(true);
        }
        StoredConfig config = git.getConfig();
        config.setInt(ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_AUTO, 0);
        config.setInt(ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_AUTOPACKLIMIT, 0);
        config.setString(ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_PRUNEPACKEXPIRE, "now");
        config.setString(ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_PRUNEEXPIRE, "now");
        config.setString("http", null, "followRedirects", "false");
        config.save();
        return new JGitRepository(folder, git);
    }

    Repository git() {
        return git;
    }

    /**
     * What {@code body} gives, run while no other adds to this store or takes from it: what one has fetched and not yet published would
     * be rubbish to another that cleans up. Readers need no turn.
     * @throws InterruptedException when interrupted before its turn came
     */
    <T> T alone(Callable<T> body) throws Exception {
        turn.lockInterruptibly();
        try {
            return body.call();
        } finally {
            turn.unlock();
        }
    }

    boolean has(ObjectId commit) throws IOException {
        return git.exactRef(KEEP + commit.name()) != null
                && git.getObjectDatabase().has(commit);
    }

    /** The objects are all there: from now on the commit counts as fetched. */
    void publish(ObjectId commit) throws IOException {
        RefUpdate update = git.updateRef(KEEP + commit.name());
        update.setNewObjectId(commit);
        update.disableRefLog();
        RefUpdate.Result result = update.forceUpdate();
        if (!Set.of(RefUpdate.Result.NEW, RefUpdate.Result.FORCED, RefUpdate.Result.NO_CHANGE)
                .contains(result)) {
            throw new IOException("the commit could not be remembered: " + result);
        }
    }

    /** The commit is no longer counted as fetched. */
    void forget(ObjectId commit) {
        try {
            delete(KEEP + commit.name());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void delete(String ref) throws IOException {
        RefUpdate delete = git.updateRef(ref);
        delete.setForceUpdate(true);
        delete.delete();
    }

    void keep(Set<String> commits) throws IOException, GitAPIException {
        List<Ref> kept = git.getRefDatabase().getRefsByPrefix(KEEP);
        for (Ref ref : kept) {
            if (!commits.contains(ref.getName().substring(KEEP.length()))) {
                delete(ref.getName());
            }
        }
        if (packs() > PACKS_MAX) {
            Git.wrap(git).gc().setAggressive(false).call();
        }
    }

    private long packs() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("objects").resolve("pack"))) {
            return files.filter(file -> file.toString().endsWith(".pack")).count();
        } catch (NoSuchFileException none) {
            return 0;
        }
    }

    /** Bytes on disk of packs, also of one that is being received. */
    long bytes() {
        return bytes(folder.resolve("objects"))
                + bytes(folder.resolve("objects").resolve("pack"));
    }

    private static long bytes(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException | UncheckedIOException gone) {
            return 0;
        }
    }

    @Override
    public void close() {
        git.close();
    }
}

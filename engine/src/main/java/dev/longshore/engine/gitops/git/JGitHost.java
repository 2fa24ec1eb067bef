package dev.longshore.engine.gitops.git;

import dev.longshore.tasks.Tasks;
import dev.longshore.tasks.Time;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/**
 * Git hosts by JGit: one bare repository per address below a folder, shallow fetches of single commits, no work tree.
 *
 * <p>Fetching and forgetting wait for each other where they are about one address. Redirects are not followed.
 */
public final class JGitHost implements GitHost, AutoCloseable {
    private static final int IDLE_SECONDS = 15;
    private static final int REFS_MAX = 50_000;

    private final Settings settings;
    private final Bounded bounded;
    private final Map<String, JGitRepository> open = new ConcurrentHashMap<>();

    /**
     * What is allowed.
     *
     * @param folder where the repositories lie
     * @param packBytesMax bytes one fetch may bring
     * @param objectsMax objects one fetch may bring
     */
    public record Settings(Path folder, boolean allowHttp, boolean allowFile, long packBytesMax, int objectsMax) {
        /** https only, 512 MiB and 500,000 objects. */
        public static Settings in(Path folder) {
            return new Settings(folder, false, false, 512L << 20, 500_000);
        }

        public Settings allowing(boolean http, boolean file) {
            return new Settings(folder, http, file, packBytesMax, objectsMax);
        }

        /** Why an address would never be dialled. */
        public Optional<String> refusal(String url) {
            try {
                check(new Address(url, Optional.empty()));
                return Optional.empty();
            } catch (GitFault fault) {
                return Optional.of(String.valueOf(fault.getMessage()));
            }
        }

        private void check(Address address) {
            RemoteAddress.check(address, allowHttp, allowFile);
        }
    }

    public JGitHost(Settings settings, Tasks tasks, Time time) {
        IsolatedReader.install();
        this.settings = settings;
        this.bounded = new Bounded(tasks, time);
    }

    @Override
    public Map<String, String> refs(Address address, Duration limit) {
        return faultless(address, () -> bounded.call("git-look", limit, () -> null, () -> refs(address)));
    }

    @Override
    public Commit fetch(Address address, String commit, Duration limit) {
        return faultless(address, () -> {
            JGitRepository repository = repository(address);
            ObjectId id = id(commit);
            if (!repository.has(id)) {
                download(address, repository, id, limit);
            }
            return commit(repository, id);
        });
    }

    @Override
    public Optional<Commit> local(Address address, String commit) {
        return faultless(address, () -> {
            JGitRepository repository = repository(address);
            ObjectId id = id(commit);
            return repository.has(id) ? Optional.of(commit(repository, id)) : Optional.empty();
        });
    }

    @Override
    public void keep(Address address, Set<String> commits) {
        faultless(address, () -> {
            JGitRepository repository = repository(address);
            return repository.alone(() -> {
                repository.keep(commits);
                return commits;
            });
        });
    }

    @Override
    public void close() {
        open.values().forEach(JGitRepository::close);
        open.clear();
    }

    private Map<String, String> refs(Address address) throws IOException, URISyntaxException {
        Map<String, String> refs = new TreeMap<>();
        try (Transport transport = transport(address, repository(address));
                FetchConnection connection = transport.openFetch()) {
            for (Ref ref : connection.getRefs()) {
                ObjectId peeled = ref.getPeeledObjectId();
                ObjectId id = peeled == null ? ref.getObjectId() : peeled;
                if (id != null) {
                    refs.put(ref.getName(), id.name());
                }
            }
        }
        if (refs.size() > REFS_MAX) {
            throw new GitFault("more than " + REFS_MAX + " refs");
        }
        return refs;
    }

    /** Its turn may come late: whoever was before it may have fetched the same. */
    private void download(Address address, JGitRepository repository, ObjectId commit, Duration limit)
            throws Exception {
        ShallowFetch fetch = new ShallowFetch(repository, commit, settings);
        try {
            bounded.call(
                    "git-fetch",
                    limit,
                    fetch::reason,
                    () -> repository.alone(() -> {
                        if (repository.has(commit)) {
                            return commit;
                        }
                        try (Transport transport = transport(address, repository)) {
                            return fetch.run(transport);
                        }
                    }));
        } finally {
            fetch.cancel();
        }
    }

    private Transport transport(Address address, JGitRepository repository) throws IOException, URISyntaxException {
        Transport transport = Transport.open(repository.git(), new URIish(address.url()));
        transport.setTimeout(IDLE_SECONDS);
        transport.setTagOpt(TagOpt.NO_TAGS);
        address.credentials()
                .ifPresent(secret -> transport.setCredentialsProvider(
                        new UsernamePasswordCredentialsProvider(secret.user(), secret.password())));
        return transport;
    }

    private Commit commit(JGitRepository repository, ObjectId id) throws IOException {
        try (RevWalk walk = new RevWalk(repository.git())) {
            RevCommit commit = walk.parseCommit(id);
            return new Commit(
                    id.name(),
                    commit.getCommitterIdent().getWhenAsInstant(),
                    commit.getAuthorIdent().getName(),
                    commit.getFullMessage(),
                    new JGitTree(repository.git(), commit.getTree().copy(), () -> repository.forget(id)));
        }
    }

    /** One at a time: opening one writes its settings, and whoever asks second at the start would find them locked. */
    private synchronized JGitRepository repository(Address address) throws IOException {
        String name = RemoteAddress.folder(address);
        JGitRepository known = open.get(name);
        if (known == null) {
            known = JGitRepository.open(settings.folder().resolve(name));
            open.put(name, known);
        }
        return known;
    }

    private static ObjectId id(String commit) {
        if (!ObjectId.isId(commit)) {
            throw new GitFault("no commit id: " + commit);
        }
        return ObjectId.fromString(commit);
    }

    private <T> T faultless(Address address, Callable<T> body) {
        settings.check(address);
        try {
            return body.call();
        } catch (GitFault fault) {
            throw new GitFault("repository " + RemoteAddress.shown(address.url()) + ": " + fault.getMessage());
        } catch (IOException | URISyntaxException | GitAPIException failed) {
            throw new GitFault("repository " + RemoteAddress.shown(address.url()) + ": " + GitFaults.text(failed));
        } catch (RuntimeException bug) {
            throw bug;
        } catch (Exception other) {
            throw new IllegalStateException(other);
        }
    }
}

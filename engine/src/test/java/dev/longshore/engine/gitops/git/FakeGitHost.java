package dev.longshore.engine.gitops.git;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Git hosts in memory: for simulation and for tests of everything above Git. What was pushed, is served; what was fetched stays
 * until {@link #keep}, as in the local store of a real one.
 */
public final class FakeGitHost implements GitHost {
    /** Commits carry times from here on, one second apart. */
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Map<String, Origin> origins = new ConcurrentHashMap<>();
    private final Map<Address, Map<String, Commit>> local = new ConcurrentHashMap<>();
    private final Map<String, String> broken = new ConcurrentHashMap<>();
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger fetches = new AtomicInteger();

    /** What one host holds; immutable. */
    private record Origin(Map<String, String> refs, Map<String, Commit> commits) {
        static final Origin EMPTY = new Origin(Map.of(), Map.of());

        Origin with(String ref, String id, Optional<Commit> commit) {
            Map<String, String> moved = new TreeMap<>(refs);
            moved.put(ref, id);
            Map<String, Commit> more = new HashMap<>(commits);
            commit.ifPresent(added -> more.put(id, added));
            return new Origin(moved, more);
        }

        Origin without(String ref) {
            Map<String, String> left = new TreeMap<>(refs);
            left.remove(ref);
            return new Origin(left, commits);
        }

        /** As {@code git gc --prune=now} after the reflog expired. */
        Origin pruned() {
            Map<String, Commit> left = new HashMap<>(commits);
            left.keySet().retainAll(refs.values());
            return new Origin(refs, left);
        }
    }

    /** Makes {@code files} the whole content of a branch, in a new commit. The first branch becomes HEAD. Gives the commit. */
    public String push(String url, String branch, Map<String, String> files) {
        return push(url, branch, FakeTree.of(files));
    }

    /** See {@link #push(String, String, Map)}. */
    public String push(String url, String branch, FakeTree tree) {
        Origin changed = origins.compute(url, (key, old) -> {
            Origin origin = old == null ? Origin.EMPTY : old;
            int number = origin.commits().size();
            String id = FakeTree.digest(url + branch + number + tree.id("").orElseThrow(), new byte[0]);
            Commit commit = new Commit(id, START.plusSeconds(number), "somebody", "commit " + number, tree);
            Origin pushed = origin.with("refs/heads/" + branch, id, Optional.of(commit));
            boolean head = !origin.refs().containsKey("HEAD")
                    || origin.refs().get("HEAD").equals(origin.refs().get("refs/heads/" + branch));
            return head ? pushed.with("HEAD", id, Optional.empty()) : pushed;
        });
        return changed.refs().getOrDefault("refs/heads/" + branch, "");
    }

    /** Points a branch or tag at a commit, as a forced push does. */
    public void point(String url, String ref, String commit) {
        origins.computeIfPresent(url, (key, old) -> old.with(ref, commit, Optional.empty()));
    }

    public void remove(String url, String ref) {
        origins.computeIfPresent(url, (key, old) -> old.without(ref));
    }

    /** Forgets every commit that no ref points at. */
    public void prune(String url) {
        origins.computeIfPresent(url, (key, old) -> old.pruned());
    }

    /** From now on the host answers with this fault only. */
    public void fail(String url, String why) {
        broken.put(url, why);
    }

    /** Ends {@link #fail}. */
    public void mend(String url) {
        broken.remove(url);
    }

    /** How often any host was asked for its refs. */
    public int looks() {
        return looks.get();
    }

    /** How many commits were brought over. */
    public int fetches() {
        return fetches.get();
    }

    /** What the hosts hold, without the local store: a new engine on an empty disk. */
    public void forgetLocal() {
        local.clear();
    }

    @Override
    public Map<String, String> refs(Address address, Duration limit) {
        looks.incrementAndGet();
        return new TreeMap<>(origin(address).refs());
    }

    @Override
    public Commit fetch(Address address, String commit, Duration limit) {
        Commit known = local(address).get(commit);
        if (known != null) {
            return known;
        }
        Commit found = origin(address).commits().get(commit);
        if (found == null) {
            throw new GitFault(
                    "repository " + address.url() + ": the commit is no longer there: it was rewritten meanwhile");
        }
        fetches.incrementAndGet();
        local(address).put(commit, found);
        return found;
    }

    @Override
    public Optional<Commit> local(Address address, String commit) {
        return Optional.ofNullable(local(address).get(commit));
    }

    @Override
    public void keep(Address address, Set<String> commits) {
        local(address).keySet().retainAll(commits);
    }

    private Map<String, Commit> local(Address address) {
        return local.computeIfAbsent(address, key -> new ConcurrentHashMap<>());
    }

    private Origin origin(Address address) {
        String why = broken.get(address.url());
        if (why != null) {
            throw new GitFault("repository " + address.url() + ": " + why);
        }
        Origin origin = origins.get(address.url());
        if (origin == null) {
            throw new GitFault("repository " + address.url() + ": there is no repository at this address");
        }
        return origin;
    }
}

package dev.longshore.engine.gitops.git;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Git hosts, as far as a deployment engine needs them. Blocking and bounded; never a work tree, never a hook. Calls may come at once,
 * for one address too.
 */
public interface GitHost {
    /**
     * Asks which commits the refs point at.
     *
     * @return full ref name ({@code HEAD}, {@code refs/heads/main}) to commit id; tags peeled
     * @throws GitFault when the host cannot be asked
     */
    Map<String, String> refs(Address address, Duration limit);

    /**
     * Fetches a commit, unless it is there already, and gives its tree.
     * @throws GitFault when it cannot be had whole
     */
    Commit fetch(Address address, String commit, Duration limit);

    /** A commit that was fetched before; empty when it is not at hand. Asks nobody. */
    Optional<Commit> local(Address address, String commit);

    /** Forgets what was fetched of an address, except these commits. */
    void keep(Address address, Set<String> commits);

    /**
     * Where a repository is.
     *
     * @param url as users write it
     * @param credentials empty for public repositories
     */
    record Address(String url, Optional<Credentials> credentials) {}

    /** Prints nothing of itself. */
    record Credentials(String user, String password) {
        @Override
        public String toString() {
            return "credentials";
        }
    }
}

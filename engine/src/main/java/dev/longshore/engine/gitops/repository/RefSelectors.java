package dev.longshore.engine.gitops.repository;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What people write as a revision to a commit. Source: Argo CD targetRevision; a branch beats a tag of the same name. */
final class RefSelectors {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    private RefSelectors() {}

    /**
     * @param refs full ref name to commit, as the host says
     * @return empty when the host has no such revision. A commit id is taken as it is: whether it can be had shows when it is fetched
     */
    static Optional<String> resolve(String selector, Map<String, String> refs) {
        if (selector.isEmpty() || selector.equals("HEAD")) {
            return Optional.ofNullable(refs.get("HEAD"));
        }
        if (selector.startsWith("refs/")) {
            return Optional.ofNullable(refs.get(selector));
        }
        if (COMMIT.matcher(selector).matches()) {
            return Optional.of(selector);
        }
        return Optional.ofNullable(refs.get("refs/heads/" + selector))
                .or(() -> Optional.ofNullable(refs.get("refs/tags/" + selector)));
    }
}

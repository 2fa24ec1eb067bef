package dev.longshore.objects.gitops;

import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Read-only view of a v1alpha1 Repository: what is polled, fetched and woken. */
public record Repository(Item item) {
    public static final Kind KIND = Kind.of("longshore.io", "v1alpha1", "Repository", "repositories");

    public String url() {
        return item.text("spec", "url").orElse("");
    }

    /** Name of a Secret of the same namespace; empty for public repositories. */
    public Optional<String> secretName() {
        return item.text("spec", "secretRef", "name");
    }

    /** What somebody follows, as they wrote it: branches, tags, full refs, commits; {@code HEAD}. */
    public List<String> refs() {
        return item.fields().texts("spec", "refs");
    }

    /** The mark that a webhook sets: look now. Empty when none was ever set. */
    public String lookAt() {
        return item.text("spec", "lookAt").orElse("");
    }

    /** Commit by entry of {@link #refs}, as the host last said; what it did not have is absent. */
    public Map<String, String> heads() {
        return item.strings("status", "heads");
    }

    /** The mark that was set when the host was last asked. */
    public String lookedAt() {
        return item.text("status", "lookedAt").orElse("");
    }

    /** Why the last look failed; empty when it did not. */
    public Optional<String> error() {
        return item.text("status", "error");
    }

    /** This repository with a mark to look now. */
    public Draft lookedAtBy(String mark) {
        return item.draft().with(mark, "spec", "lookAt");
    }
}

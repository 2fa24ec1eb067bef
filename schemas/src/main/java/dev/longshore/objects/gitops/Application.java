package dev.longshore.objects.gitops;

import dev.longshore.objects.Fields;
import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;
import java.util.List;
import java.util.Optional;

/** Read-only view of a v1alpha1 Application: a folder of a Git repository, kept running. Source: Argo CD, Application. */
public record Application(Item item) {
    public static final Kind KIND = Kind.of("argoproj.io", "v1alpha1", "Application", "applications");

    public String repoUrl() {
        return item.text("spec", "source", "repoURL").orElse("");
    }

    public String path() {
        return item.text("spec", "source", "path").orElse("");
    }

    /** Branch, tag or commit. */
    public String targetRevision() {
        return item.text("spec", "source", "targetRevision")
                .filter(text -> !text.isEmpty())
                .orElse("HEAD");
    }

    /** {@code Synced}, {@code OutOfSync}, {@code Unknown}; Unknown before it was ever compared. */
    public String syncStatus() {
        return item.text("status", "sync", "status").orElse("Unknown");
    }

    /** The commit it was last compared with. */
    public Optional<String> commit() {
        return item.text("status", "sync", "revision");
    }

    /** {@code Healthy}, {@code Progressing}, {@code Degraded}, {@code Suspended}, {@code Missing}, {@code Unknown}. */
    public String healthStatus() {
        return item.text("status", "health", "status").orElse("Unknown");
    }

    /** Why it is not healthy; empty when it is. */
    public String healthMessage() {
        return item.text("status", "health", "message").orElse("");
    }

    /** {@code type: message} of everything people should know. */
    public List<String> conditions() {
        return item.items("status", "conditions").stream()
                .map(condition -> condition.text("type").orElse("") + ": "
                        + condition.text("message").orElse(""))
                .toList();
    }

    /** A request to act now. */
    public Optional<Fields> operation() {
        Fields request = item.fields().at("operation");
        return request.isObject() && !request.entries().isEmpty() ? Optional.of(request) : Optional.empty();
    }

    /** The running or last sync. */
    public Optional<Fields> operationState() {
        Fields state = item.fields().at("status", "operationState");
        return state.isObject() ? Optional.of(state) : Optional.empty();
    }

    /** The revision that a person's request names, waiting or running, in place of {@link #targetRevision}. */
    public Optional<String> revisionAsked() {
        Optional<Fields> running = operationState()
                .filter(state -> state.text("phase").filter("Running"::equals).isPresent())
                .map(state -> state.at("operation"));
        return operation()
                .or(() -> running)
                .filter(request -> !request.flag("initiatedBy", "automated"))
                .flatMap(request -> request.text("sync", "revision"))
                .filter(revision -> !revision.isEmpty());
    }
}

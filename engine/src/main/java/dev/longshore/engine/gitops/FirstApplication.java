package dev.longshore.engine.gitops;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.Patch;
import dev.longshore.cluster.RefusedException;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.engine.gitops.render.DirectorySource;
import dev.longshore.objects.ApiStatus;
import dev.longshore.objects.Draft;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Namespace;
import dev.longshore.objects.gitops.Application;
import java.util.List;

/** The Application that the engine's {@code --repo} asks for; everything else can come out of its repository. */
public final class FirstApplication {
    public static final String NAME = "longshore-root";

    private static final WriteOptions OPTIONS = WriteOptions.by("longshore-bootstrap");

    private FirstApplication() {}

    /**
     * Makes the Application, or makes it follow changed arguments. Idempotent.
     *
     * @param path folder in the repository; {@code .} for its root
     * @param branch branch, tag or commit; {@code HEAD}
     * @throws IllegalArgumentException for a path that leaves the repository
     * @throws RefusedException when the door refuses it
     */
    public static void ensure(Cluster cluster, String controlNamespace, String repo, String path, String branch) {
        String cleaned = DirectorySource.cleaned(path);
        ObjectKey namespace = ObjectKey.of(Namespace.KIND, controlNamespace);
        if (cluster.get(namespace).isEmpty()) {
            accept(cluster.create(Draft.empty(namespace), OPTIONS));
        }
        Draft application = Draft.empty(ObjectKey.of(Application.KIND, controlNamespace, NAME))
                .with("default", "spec", "project")
                .with(repo, "spec", "source", "repoURL")
                .with(cleaned.isEmpty() ? "." : cleaned, "spec", "source", "path")
                .with(branch.isEmpty() ? "HEAD" : branch, "spec", "source", "targetRevision")
                .with(true, "spec", "source", "directory", "recurse")
                .with("https://kubernetes.default.svc", "spec", "destination", "server")
                .with("default", "spec", "destination", "namespace")
                .with(true, "spec", "syncPolicy", "automated", "prune")
                .with(true, "spec", "syncPolicy", "automated", "selfHeal")
                .with(List.of("CreateNamespace=true"), "spec", "syncPolicy", "syncOptions");
        accept(cluster.patch(application.key(), Patch.apply(application, true), OPTIONS));
    }

    private static void accept(WriteResult result) {
        if (result instanceof WriteResult.Refused(ApiStatus status)) {
            throw new RefusedException(status);
        }
    }
}

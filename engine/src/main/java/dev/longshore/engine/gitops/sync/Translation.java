package dev.longshore.engine.gitops.sync;

import dev.longshore.engine.gitops.render.DirectorySource;
import dev.longshore.engine.gitops.render.SyncOptions;
import dev.longshore.objects.Fields;
import dev.longshore.objects.gitops.Application;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An Application to a unit, or to what is wrong with it. Source: Argo CD, Application spec. */
public sealed interface Translation {
    record Sound(SyncUnit unit) implements Translation {}

    /** @param faults at least one, each naming the field */
    record Unsound(List<String> faults) implements Translation {}

    static Translation of(Application application, String controlNamespace) {
        return new Reader(application, controlNamespace).read();
    }

    /** Reads one spec, collecting what is wrong. */
    final class Reader {
        private static final Set<String> OWN_SERVERS = Set.of("", "https://kubernetes.default.svc");

        private static final String PAUSE = "argocd.argoproj.io/skip-reconcile";

        private final Application application;
        private final Fields spec;
        private final String controlNamespace;
        private final List<String> faults = new ArrayList<>();
        private final List<String> ignored = new ArrayList<>();

        Reader(Application application, String controlNamespace) {
            this.application = application;
            this.spec = application.item().fields().at("spec");
            this.controlNamespace = controlNamespace;
        }

        Translation read() {
            refused();
            String url = spec.text("source", "repoURL").orElse("").strip();
            if (url.isEmpty()) {
                faults.add("spec.source.repoURL is missing");
            }
            SyncUnit unit = new SyncUnit(
                    application.item().key(),
                    UnitNames.of(application.item().key(), controlNamespace),
                    url,
                    application.targetRevision(),
                    source(),
                    spec.text("destination", "namespace").orElse(""),
                    policy(),
                    options(),
                    Retries.read(spec.at("syncPolicy", "retry"), "spec.syncPolicy.retry", faults),
                    List.copyOf(ignored));
            return faults.isEmpty() ? new Sound(unit) : new Unsound(List.copyOf(faults));
        }

        private void refused() {
            refuse("no such renderer is built in", "source", "chart");
            refuse("Helm charts are not rendered yet", "source", "helm");
            refuse("kustomizations are not rendered yet", "source", "kustomize");
            refuse("plugins never run", "source", "plugin");
            refuse("jsonnet is not evaluated", "source", "directory", "jsonnet");
            refuse("several sources are not supported yet", "sources");
            refuse("not supported", "sourceHydrator");
            ignore("every difference counts", "ignoreDifferences");
            ignore("a created namespace gets no metadata yet", "syncPolicy", "managedNamespaceMetadata");
            String project = spec.text("project").orElse("");
            if (!project.isEmpty() && !project.equals("default")) {
                faults.add("spec.project: there is no project " + project
                        + ": projects are not supported yet, only default is there");
            }
            if (!OWN_SERVERS.contains(
                    spec.text("destination", "server").orElse("").replaceFirst("/+$", ""))) {
                faults.add("spec.destination.server: names another server: this engine keeps its own cluster only");
            }
            String cluster = spec.text("destination", "name").orElse("");
            if (!cluster.isEmpty() && !cluster.equals("in-cluster")) {
                faults.add("spec.destination.name: names another cluster: this engine keeps its own cluster only");
            }
        }

        private void refuse(String reason, String... path) {
            Fields value = spec.at(path);
            boolean empty = (value.isObject() && value.entries().isEmpty())
                    || (value.isList() && value.items().isEmpty());
            if (spec.has(path) && !empty && !value.text().equals(Optional.of(""))) {
                faults.add("unsupported: spec." + String.join(".", path) + ": " + reason);
            }
        }

        private void ignore(String reason, String... path) {
            if (spec.has(path)) {
                ignored.add("ignored: spec." + String.join(".", path) + ": " + reason);
            }
        }

        private DirectorySource source() {
            String path = "";
            try {
                path = DirectorySource.cleaned(spec.text("source", "path").orElse(""));
            } catch (IllegalArgumentException fault) {
                faults.add(String.valueOf(fault.getMessage()));
            }
            Fields directory = spec.at("source", "directory");
            DirectorySource source = new DirectorySource(
                    path, directory.flag("recurse"), glob(directory, "include"), glob(directory, "exclude"));
            try {
                source.checkPatterns();
            } catch (IllegalArgumentException fault) {
                faults.add("spec.source.directory: " + fault.getMessage());
                return new DirectorySource(path, directory.flag("recurse"), Optional.empty(), Optional.empty());
            }
            return source;
        }

        private static Optional<String> glob(Fields directory, String name) {
            return directory.text(name).filter(text -> !text.isEmpty());
        }

        private SyncUnit.Policy policy() {
            Fields automated = spec.at("syncPolicy", "automated");
            boolean on =
                    spec.has("syncPolicy", "automated") && (!automated.has("enabled") || automated.flag("enabled"));
            boolean paused = "true".equals(application.item().annotations().get(PAUSE));
            if (paused) {
                ignored.add("paused: the annotation " + PAUSE + " is set: nothing is synced without being asked");
            }
            return new SyncUnit.Policy(
                    on && !paused, automated.flag("prune"), automated.flag("selfHeal"), automated.flag("allowEmpty"));
        }

        private SyncOptions options() {
            SyncOptions options = SyncOptions.read(spec.texts("syncPolicy", "syncOptions"));
            options.unknown().forEach(option -> faults.add("unsupported: spec.syncPolicy.syncOptions: " + option));
            options.doubts().forEach(option -> ignored.add("spec.syncPolicy.syncOptions: " + option));
            return options;
        }
    }
}

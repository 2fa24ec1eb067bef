package dev.longshore.engine.gitops.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.manifests.Manifest;
import dev.longshore.objects.Kind;
import dev.longshore.objects.ObjectKey;
import dev.longshore.schemas.Checked;
import dev.longshore.schemas.KindSchema;
import dev.longshore.schemas.Problem;
import dev.longshore.schemas.SchemaCatalog;
import dev.longshore.schemas.Walker;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** One manifest to one desired object, or to problems: kind, identity, annotations, fields. Nothing is dropped without a word. */
final class ObjectCheck {
    private static final String API_VERSION = "apiVersion";
    private static final String METADATA = "metadata";
    private static final List<String> SERVER_METADATA = List.of(
            "uid",
            "resourceVersion",
            "generation",
            "selfLink",
            "managedFields",
            "deletionTimestamp",
            "deletionGracePeriodSeconds");

    private final SchemaCatalog catalog;
    private final RenderRequest request;
    private final Findings findings;

    ObjectCheck(SchemaCatalog catalog, RenderRequest request, Findings findings) {
        this.catalog = catalog;
        this.request = request;
        this.findings = findings;
    }

    Optional<Desired> check(Manifest manifest) {
        Optional<KindSchema> schema = schema(manifest);
        if (schema.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode object = manifest.object().deepCopy();
        ObjectKey key = key(manifest, object, schema.get().kind());
        Marks marks = Marks.read(manifest, findings);
        if (marks.skipped()) {
            findings.warning(manifest, "kind", "left out: its annotations ask to skip it");
            return Optional.empty();
        }
        serverFields(manifest, object);
        Identity.check(manifest, findings);
        walk(manifest, schema.get(), object, marks.options().over(request.options()));
        Nulls.remove(object);
        object.withObjectProperty(METADATA)
                .withObjectProperty("annotations")
                .put(Tracking.ANNOTATION, Tracking.value(request.unit(), key, request.namespace()));
        return Optional.of(Desired.of(
                key, object, place(manifest), marks.wave(), marks.options().over(request.options())));
    }

    static String place(Manifest manifest) {
        return manifest.positions()
                .of("kind")
                .map(at -> manifest.file() + ":" + at.line())
                .orElse(manifest.file());
    }

    private Optional<KindSchema> schema(Manifest manifest) {
        String apiVersion = manifest.object().path(API_VERSION).asText();
        String name = manifest.object().path("kind").asText();
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        Optional<KindSchema> schema = catalog.byName(group, apiVersion.substring(slash + 1), name);
        if (schema.isEmpty()) {
            Optional<KindSchema> other = catalog.kinds().stream()
                    .filter(known -> known.kind().group().equals(group)
                            && known.kind().name().equals(name))
                    .findFirst();
            String fault = other.map(
                            known -> name + " is supported as " + known.kind().apiVersion() + ", not as " + apiVersion)
                    .orElse(name + " is not supported yet (" + apiVersion
                            + "): remove it, or leave its file out with spec.source.directory.exclude");
            findings.problem(manifest, "kind", fault);
        }
        return schema;
    }

    private ObjectKey key(Manifest manifest, ObjectNode object, Kind kind) {
        JsonNode metadata = object.path(METADATA);
        String name = metadata.path("name").asText("");
        if (name.isEmpty()) {
            String fault = metadata.has("generateName")
                    ? "metadata.generateName makes a new object with every sync: give it a metadata.name"
                    : "metadata.name is missing";
            findings.problem(manifest, METADATA, fault);
        }
        if (!kind.namespaced()) {
            if (metadata instanceof ObjectNode fields && fields.remove("namespace") != null) {
                findings.warning(
                        manifest,
                        "metadata.namespace",
                        kind.name() + " lives outside namespaces: metadata.namespace was left out");
            }
            return ObjectKey.of(kind, name);
        }
        String given = metadata.path("namespace").asText("");
        String namespace = given.isEmpty() ? request.namespace() : given;
        if (namespace.isEmpty()) {
            findings.problem(manifest, METADATA, "names no namespace, and spec.destination.namespace is not set");
        }
        object.withObjectProperty(METADATA).put("namespace", namespace);
        return ObjectKey.of(kind, namespace, name);
    }

    /** What only the server writes. */
    private void serverFields(Manifest manifest, ObjectNode object) {
        if (object.path(METADATA) instanceof ObjectNode metadata) {
            for (String field : SERVER_METADATA) {
                JsonNode removed = metadata.remove(field);
                if (removed != null && !removed.isNull()) {
                    findings.warning(
                            manifest, "metadata." + field, "metadata." + field + " is set by the server: left out");
                }
            }
            metadata.remove("creationTimestamp");
            if (metadata.path("annotations") instanceof ObjectNode annotations
                    && annotations.remove(Tracking.ANNOTATION) != null) {
                findings.warning(
                        manifest, "metadata.annotations", Tracking.ANNOTATION + " is set by the engine: left out");
            }
        }
        JsonNode status = object.remove("status");
        if (status != null && !status.isEmpty()) {
            findings.warning(manifest, "status", "status is what was observed, not a wish: left out");
        }
    }

    private void walk(Manifest manifest, KindSchema schema, ObjectNode object, SyncOptions options) {
        Checked checked = Walker.check(schema, object.deepCopy());
        boolean lenient = options.off("Validate");
        for (String path : checked.unknown()) {
            String text = "unknown field \"" + path + "\"";
            if (lenient) {
                findings.warning(manifest, path, text + ": left out");
                Paths.remove(object, path);
            } else {
                findings.problem(manifest, path, text + ": remove it (or set the sync option Validate=false)");
            }
        }
        checked.mistyped().forEach(problem -> findings.problem(manifest, problem.path(), hinted(problem, object)));
        checked.invalid().forEach(problem -> findings.problem(manifest, problem.path(), problem.text()));
        checked.unsupported().forEach(problem -> findings.unsupported(manifest, problem.path(), problem.text()));
    }

    private static String hinted(Problem problem, ObjectNode object) {
        Optional<JsonNode> value = Paths.find(object, problem.path());
        boolean quotable =
                value.filter(found -> found.isBoolean() || found.isNumber()).isPresent();
        return quotable ? problem.text() + ": if text is meant, write it in quotes" : problem.text();
    }

    /** Identity that Git must not claim. */
    private static final class Identity {
        static void check(Manifest manifest, Findings findings) {
            JsonNode metadata = manifest.object().path(METADATA);
            if (!metadata.path("ownerReferences").isMissingNode()) {
                findings.problem(
                        manifest,
                        "metadata.ownerReferences",
                        "metadata.ownerReferences name uids of one cluster: remove them");
            }
            Iterator<JsonNode> finalizers = metadata.path("finalizers").elements();
            while (finalizers.hasNext()) {
                String name = finalizers.next().asText();
                if (name.indexOf('/') < 0 && !name.endsWith("argocd.argoproj.io")) {
                    findings.problem(
                            manifest,
                            "metadata.finalizers",
                            "finalizer \"" + name + "\" belongs to the server: remove it");
                }
            }
        }
    }
}

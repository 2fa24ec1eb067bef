package dev.longshore.engine.gitops.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.engine.gitops.git.FakeTree;
import dev.longshore.engine.gitops.render.Desired;
import dev.longshore.engine.gitops.render.DirectoryRenderer;
import dev.longshore.engine.gitops.render.Rendering;
import dev.longshore.engine.gitops.render.SyncOptions;
import dev.longshore.engine.gitops.render.Tracking;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.ConfigMap;
import dev.longshore.objects.gitops.Application;
import dev.longshore.schemas.SchemaCatalog;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Small pictures of Git and cluster for the tests of planners. */
final class World {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final String COMMIT = "c".repeat(40);

    private World() {}

    static Application application(String spec) {
        return application(spec, "");
    }

    /** @param more further top-level fields, as YAML flow */
    static Application application(String spec, String more) {
        String text =
                "{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: web, namespace: argocd, uid: u1, resourceVersion: '7'}, spec: {"
                        + spec + "}" + (more.isEmpty() ? "" : ", " + more) + "}";
        return new Application(Item.read(Application.KIND, tree(text)));
    }

    static ObjectNode tree(String yaml) {
        return ((dev.longshore.manifests.YamlBody.Body)
                        dev.longshore.manifests.YamlBody.read(yaml.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .object();
    }

    static final String SOURCE =
            "source: {repoURL: 'https://git.example.com/shop.git', path: app}, destination: {namespace: shop}";

    static SyncUnit unit(String policy) {
        return ((Translation.Sound) Translation.of(application(SOURCE + ", syncPolicy: {" + policy + "}"), "argocd"))
                .unit();
    }

    static final String FULL = "automated: {prune: true, selfHeal: true}";

    /** ConfigMaps with a wave each. */
    static List<Desired> wished(Map<String, Integer> waves) {
        Map<String, String> files = new TreeMap<>();
        waves.forEach((name, wave) -> files.put(
                "app/" + name + ".yaml",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name
                        + ", annotations: {argocd.argoproj.io/sync-wave: '" + wave + "'}}}"));
        return rendered(files).objects();
    }

    static Rendering.Rendered rendered(Map<String, String> files) {
        return (Rendering.Rendered) new DirectoryRenderer(SchemaCatalog::builtIn)
                .render(FakeTree.of(files), unit(FULL).request());
    }

    static Item live(Kind kind, String name, String more) {
        ObjectKey key = kind.namespaced() ? ObjectKey.of(kind, "shop", name) : ObjectKey.of(kind, name);
        Draft draft = Draft.empty(key)
                .with("uid-" + name, "metadata", "uid")
                .with(Tracking.value("web", key, "shop"), "metadata", "annotations", Tracking.ANNOTATION);
        for (Map.Entry<String, Fields> field :
                Fields.of(tree("{" + more + "}")).entries().entrySet()) {
            draft = draft.with(field.getValue(), field.getKey());
        }
        return Item.read(kind, draft.copy());
    }

    /** An Application in the control namespace. */
    static Desired desired(Kind kind, String name, int wave) {
        ObjectKey key = ObjectKey.of(kind, "argocd", name);
        return new Desired(Draft.empty(key), "app/" + name + ".yaml:1", wave, SyncOptions.NONE, name);
    }

    static Item configMap(String name) {
        return live(ConfigMap.KIND, name, "");
    }

    static Item annotated(Kind kind, String name, String annotation, String value) {
        Draft draft = live(kind, name, "").draft().with(value, "metadata", "annotations", annotation);
        return Item.read(kind, draft.copy());
    }

    static Item leaving(String name) {
        Draft draft = configMap(name).draft().with("2026-01-01T00:00:00Z", "metadata", "deletionTimestamp");
        return Item.read(ConfigMap.KIND, draft.copy());
    }

    static List<Item> configMaps(int count) {
        return IntStream.range(0, count).mapToObj(i -> configMap("x" + i)).toList();
    }

    static Comparison inSync(Desired desired) {
        return new Comparison(
                desired, new Comparison.Verdict.InSync(configMap(desired.key().name())));
    }

    static Comparison absent(Desired desired) {
        return new Comparison(desired, new Comparison.Verdict.Absent());
    }

    static Picture picture(List<Comparison> comparisons, List<Item> extras) {
        return new Picture(COMMIT, comparisons, extras, false, Others.NONE);
    }
}

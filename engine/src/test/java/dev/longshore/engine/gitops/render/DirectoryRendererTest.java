package dev.longshore.engine.gitops.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.engine.gitops.git.FakeTree;
import dev.longshore.engine.gitops.git.Tree;
import dev.longshore.engine.gitops.render.Rendering.Broken;
import dev.longshore.engine.gitops.render.Rendering.Rendered;
import dev.longshore.manifests.ManifestProblem;
import dev.longshore.schemas.SchemaCatalog;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectoryRendererTest {
    private static final DirectorySource FLAT = new DirectorySource("app", false, Optional.empty(), Optional.empty());
    private static final DirectorySource DEEP = new DirectorySource("app", true, Optional.empty(), Optional.empty());

    static String configMap(String name) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: " + name + "\n";
    }

    @Test
    void anObjectGetsNamespaceAndTracking() {
        Desired desired = rendered(Map.of("app/a.yaml", configMap("a") + "data: {k: v}\n"))
                .objects()
                .getFirst();

        assertThat(desired.key().toString()).isEqualTo("configmaps shop/a");
        assertThat(desired.place()).isEqualTo("app/a.yaml:2");
        assertThat(desired.object().fields().strings("metadata", "annotations"))
                .containsEntry(Tracking.ANNOTATION, "web:/ConfigMap:shop/a");
        assertThat(desired.object().fields().strings("data")).containsEntry("k", "v");
    }

    @Test
    void aNamespaceThatIsGivenStays() {
        String text = configMap("a") + "  namespace: other\n";

        assertThat(rendered(Map.of("app/a.yaml", text))
                        .objects()
                        .getFirst()
                        .key()
                        .namespace())
                .isEqualTo("other");
    }

    @Test
    void defaultsAreNotWishedFor() {
        String text = """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec: {containers: [{name: c, image: "busybox:1"}]}
                """;

        Desired desired = rendered(Map.of("app/a.yaml", text)).objects().getFirst();

        assertThat(desired.object().fields().has("spec", "replicas")).isFalse();
        assertThat(desired.object().fields().has("spec", "template", "spec", "restartPolicy"))
                .isFalse();
    }

    @Test
    @DisplayName("A95: only the top level unless recurse is set, .yaml, .yml and .json, in order of path")
    void takesFilesByEnding() {
        Map<String, String> files = Map.of(
                "app/b.yml", configMap("b"),
                "app/a.yaml", configMap("a"),
                "app/c.json", "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"c\"}}",
                "app/sub/d.yaml", configMap("d"),
                "app/README.md", "hello",
                "other/e.yaml", configMap("e"));

        assertThat(names(render(files, FLAT))).containsExactly("a", "b", "c");
        assertThat(names(render(files, DEEP))).containsExactly("a", "b", "c", "d");
    }

    @ParameterizedTest(name = "A95: include {0}, exclude {1}: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "'{a,b}.yaml', -, a b",
                "-, 'sub/**', a b",
                "'**/*.yaml', -, a b d",
                "'*.yaml', 'b*', a",
                "'sub/?.yaml', -, d",
                "'[ab].yaml', '[!b].yaml', b"
            })
    void globsSelect(String include, String exclude, String expected) {
        Map<String, String> files =
                Map.of("app/a.yaml", configMap("a"), "app/b.yaml", configMap("b"), "app/sub/d.yaml", configMap("d"));
        DirectorySource source =
                new DirectorySource("app", true, Optional.ofNullable(include), Optional.ofNullable(exclude));

        assertThat(names(render(files, source))).containsExactly(expected.split(" ", -1));
    }

    @Test
    void aKindWithoutSchemaSaysWhereItStandsAndHowToLeaveItOut() {
        Broken broken = broken(Map.of("app/svc.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n"));

        assertThat(broken.text()).startsWith("app/svc.yaml:2:1: Service is not supported yet (v1)");
        assertThat(broken.text()).contains("spec.source.directory.exclude");
    }

    @Test
    void anotherVersionOfAKnownKindIsNamed() {
        assertThat(broken(Map.of("app/d.yaml", "apiVersion: apps/v1beta1\nkind: Deployment\nmetadata: {name: web}\n"))
                        .text())
                .contains("supported as apps/v1, not as apps/v1beta1");
    }

    @Test
    @DisplayName("A15: an unknown field is an error at file:line:column")
    void anUnknownFieldIsAnError() {
        assertThat(broken(Map.of("app/a.yaml", configMap("a") + "dada: {k: v}\n"))
                        .text())
                .startsWith("app/a.yaml:5:1: unknown field \"dada\"");
    }

    @Test
    @DisplayName("A41: Validate=false makes an unknown field a warning, and leaves it out")
    void validateFalseForgives() {
        RenderRequest lenient = new RenderRequest(FLAT, "web", "shop", SyncOptions.read(List.of("Validate=false")));

        Rendered rendered = (Rendered) renderer()
                .render(FakeTree.of(Map.of("app/a.yaml", configMap("a") + "dada: {k: v}\n")), lenient);

        assertThat(rendered.warnings()).extracting(ManifestProblem::place).containsExactly("app/a.yaml:5:1");
        assertThat(rendered.objects().getFirst().object().fields().has("dada")).isFalse();
    }

    @Test
    @DisplayName("Y4: a truth value where text is wanted says how to write it")
    void aValueOfTheWrongTypeSaysHowToWriteIt() {
        assertThat(broken(Map.of("app/a.yaml", configMap("a") + "data:\n  k: yes\n"))
                        .text())
                .startsWith("app/a.yaml:6:3: ")
                .contains("quotes");
    }

    @Test
    @DisplayName("FR-29: a duplicate key names file, both lines and the key, and nothing of the commit is usable")
    void aDuplicateKeyBreaksTheCommit() {
        String text = configMap("a") + "data: {k: v}\n" + "\n".repeat(11) + "data: {k: w}\n";

        Broken broken = broken(Map.of("app/cm.yaml", text, "app/fine.yaml", configMap("b")));

        assertThat(broken.text())
                .contains("app/cm.yaml")
                .contains("lines 5 and 17")
                .contains("\"data\"");
        assertThat(broken.text().length()).isLessThan(1_024);
    }

    @Test
    @DisplayName("G7: one object in two files names both places")
    void anObjectGivenTwiceNamesBothPlaces() {
        Broken broken = broken(Map.of("app/a.yaml", configMap("x"), "app/b.yaml", "# again\n" + configMap("x")));

        assertThat(broken.text())
                .contains("app/a.yaml:2")
                .contains("app/b.yaml:3")
                .contains("ConfigMap shop/x");
    }

    @Test
    void severalFaultsAreAllNamedInOrder() {
        Broken broken =
                broken(Map.of("app/b.yaml", configMap("b") + "x: 1\n", "app/a.yaml", configMap("a") + "y: 1\n"));

        assertThat(broken.problems()).extracting(ManifestProblem::file).containsExactly("app/a.yaml", "app/b.yaml");
    }

    @Test
    @DisplayName("S24, A132: what only the server writes is left out with a warning")
    void serverFieldsAreLeftOut() {
        String text =
                configMap("a") + "  resourceVersion: \"7\"\n  uid: x\n  creationTimestamp: null\nstatus: {a: 1}\n";

        Rendered rendered = rendered(Map.of("app/a.yaml", text));

        assertThat(rendered.warnings()).hasSize(3);
        assertThat(rendered.objects().getFirst().object().fields().has("metadata", "resourceVersion"))
                .isFalse();
    }

    @Test
    @DisplayName("S47: a tracking annotation in Git is replaced")
    void aForeignTrackingAnnotationIsReplaced() {
        String text = configMap("a") + "  annotations: {argocd.argoproj.io/tracking-id: 'other:/ConfigMap:shop/a'}\n";

        assertThat(rendered(Map.of("app/a.yaml", text))
                        .objects()
                        .getFirst()
                        .object()
                        .fields()
                        .strings("metadata", "annotations"))
                .containsEntry(Tracking.ANNOTATION, "web:/ConfigMap:shop/a");
    }

    @ParameterizedTest(name = "S23, S25: metadata {0} is refused")
    @CsvSource(
            delimiter = '|',
            value = {
                "{generateName: a-}",
                "{name: a, ownerReferences: []}",
                "{name: a, finalizers: [kubernetes]}",
                "{}",
                "{name: A_b}"
            })
    void identityMustBePlain(String metadata) {
        assertThat(broken(Map.of("app/a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: " + metadata + "\n"))
                        .problems())
                .isNotEmpty();
    }

    @Test
    void withoutANamespaceAnywhereTheObjectIsRefused() {
        RenderRequest nowhere = new RenderRequest(FLAT, "web", "", SyncOptions.NONE);

        Rendering rendering = renderer().render(FakeTree.of(Map.of("app/a.yaml", configMap("a"))), nowhere);

        assertThat(((Broken) rendering).text()).contains("spec.destination.namespace");
    }

    @Test
    void aClusterScopedObjectLosesItsNamespace() {
        Rendered rendered =
                rendered(Map.of("app/n.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: x, namespace: y}\n"));

        assertThat(rendered.objects().getFirst().key().namespace()).isEmpty();
        assertThat(rendered.warnings()).hasSize(1);
        assertThat(rendered.objects().getFirst().object().fields().strings("metadata", "annotations"))
                .containsEntry(Tracking.ANNOTATION, "web:/Namespace:shop/x");
    }

    @Test
    @DisplayName("S33, G9: a link that would be read is refused by name")
    void aLinkIsRefused() {
        FakeTree tree = FakeTree.of(Map.of())
                .with("app/x.yaml", Tree.Type.LINK, "/etc/passwd".getBytes(StandardCharsets.UTF_8));

        assertThat(((Broken) renderer().render(tree, request(FLAT))).text()).startsWith("app/x.yaml: a symbolic link");
    }

    @Test
    @DisplayName("S34: a submodule is left out with a warning")
    void aSubmoduleIsLeftOut() {
        FakeTree tree =
                FakeTree.of(Map.of("app/a.yaml", configMap("a"))).with("app/sub", Tree.Type.SUBMODULE, new byte[0]);

        assertThat(((Rendered) renderer().render(tree, request(DEEP))).warnings())
                .extracting(ManifestProblem::file)
                .containsExactly("app/sub");
    }

    @Test
    @DisplayName("S35: a Git LFS pointer is refused")
    void aPointerIsRefused() {
        assertThat(broken(Map.of("app/a.yaml", "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 3\n"))
                        .text())
                .contains("Git LFS pointer");
    }

    @ParameterizedTest(name = "{0} is refused by name")
    @CsvSource({"kustomization.yaml", "Chart.yaml", "main.jsonnet"})
    void otherToolsFilesAreRefused(String name) {
        assertThat(broken(Map.of("app/" + name, "a: 1\n")).text()).startsWith("app/" + name);
    }

    @Test
    @DisplayName("A95: what is no Kubernetes object is left out with a warning")
    void otherYamlIsLeftOut() {
        Rendered rendered = rendered(Map.of("app/values.yaml", "replicas: 3\n", "app/odd.yaml", "a: [\n"));

        assertThat(rendered.objects()).isEmpty();
        assertThat(rendered.warnings())
                .extracting(ManifestProblem::file)
                .containsExactly("app/odd.yaml", "app/values.yaml");
    }

    @Test
    void waveAndOptionsAreRead() {
        String text = configMap("a")
                + "  annotations: {argocd.argoproj.io/sync-wave: '-5', argocd.argoproj.io/sync-options: 'Prune=false'}\n";

        Desired desired = rendered(Map.of("app/a.yaml", text)).objects().getFirst();

        assertThat(desired.wave()).isEqualTo(-5);
        assertThat(desired.options().off("Prune")).isTrue();
    }

    @Test
    void aWaveThatIsNoNumberCountsAsZeroAndIsSaid() {
        String text = configMap("a") + "  annotations:\n    argocd.argoproj.io/sync-wave: first\n";

        Rendered rendered = rendered(Map.of("app/a.yaml", text));

        assertThat(rendered.objects().getFirst().wave()).isZero();
        assertThat(rendered.warnings()).extracting(ManifestProblem::place).containsExactly("app/a.yaml:6:5");
    }

    @ParameterizedTest(name = "annotation {0} is refused")
    @CsvSource({
        "argocd.argoproj.io/hook: PreSync",
        "helm.sh/hook: pre-install",
        "argocd.argoproj.io/sync-options: Force=true"
    })
    void whatIsNotHonouredIsSaidBeforeAnythingIsWritten(String annotation) {
        assertThat(broken(Map.of(
                                "app/a.yaml",
                                configMap("a") + "  annotations: {'" + annotation.replace(": ", "': '") + "'}\n"))
                        .text())
                .contains("not supported yet");
    }

    @Test
    void anUnsupportedFieldIsNamedWithItsPlace() {
        String text = """
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  containers: [{name: c, image: "busybox:1"}]
                  hostNetwork: true
                  topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}]
                """;

        assertThat(rendered(Map.of("app/a.yaml", text)).unsupported())
                .extracting(ManifestProblem::place)
                .contains("app/a.yaml:7:3");
    }

    @Test
    @DisplayName("A22: a commit that leaves the folder alone is not rendered again")
    void equalTreesAreRenderedOnce() {
        Renderings renderings = new Renderings(renderer());
        renderings.of(FakeTree.of(Map.of("app/a.yaml", configMap("a"), "README.md", "one")), request(FLAT));

        renderings.of(FakeTree.of(Map.of("app/a.yaml", configMap("a"), "README.md", "two")), request(FLAT));
        assertThat(renderings.renders()).isEqualTo(1);

        renderings.of(FakeTree.of(Map.of("app/a.yaml", configMap("b"), "README.md", "two")), request(FLAT));
        assertThat(renderings.renders()).isEqualTo(2);
    }

    @Test
    @DisplayName("A72: a path that is not there is an error, never empty")
    void aMissingPathIsAnError() {
        Rendering rendering =
                new Renderings(renderer()).of(FakeTree.of(Map.of("other/a.yaml", configMap("a"))), request(FLAT));

        assertThat(((Broken) rendering).text()).isEqualTo("app: app path does not exist");
    }

    private static DirectoryRenderer renderer() {
        return new DirectoryRenderer(SchemaCatalog::builtIn);
    }

    private static RenderRequest request(DirectorySource source) {
        return new RenderRequest(source, "web", "shop", SyncOptions.NONE);
    }

    private static Rendering render(Map<String, String> files, DirectorySource source) {
        return renderer().render(FakeTree.of(files), request(source));
    }

    private static Rendered rendered(Map<String, String> files) {
        Rendering rendering = render(files, FLAT);
        assertThat(rendering).isInstanceOf(Rendered.class);
        return (Rendered) rendering;
    }

    private static Broken broken(Map<String, String> files) {
        Rendering rendering = render(files, FLAT);
        assertThat(rendering).isInstanceOf(Broken.class);
        return (Broken) rendering;
    }

    private static List<String> names(Rendering rendering) {
        return ((Rendered) rendering)
                .objects().stream().map(desired -> desired.key().name()).toList();
    }
}

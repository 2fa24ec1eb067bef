package dev.longshore.engine.gitops.render;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longshore.manifests.Manifest;
import java.util.List;

/**
 * What the annotations of a manifest ask of GitOps. Source: Argo CD annotations.
 *
 * @param skipped never applied
 */
record Marks(int wave, SyncOptions options, boolean skipped) {
    private static final String WAVE = "argocd.argoproj.io/sync-wave";
    private static final String OPTIONS = "argocd.argoproj.io/sync-options";
    private static final String HOOK = "argocd.argoproj.io/hook";
    private static final String HELM_HOOK = "helm.sh/hook";
    private static final String LOCAL = "config.kubernetes.io/local-config";

    static Marks read(Manifest manifest, Findings findings) {
        JsonNode annotations = manifest.object().path("metadata").path("annotations");
        SyncOptions options = SyncOptions.readText(annotations.path(OPTIONS).asText(""));
        options.unknown()
                .forEach(option -> findings.problem(
                        manifest, path(OPTIONS), "sync option " + option + " is not supported yet: remove it"));
        options.doubts().forEach(option -> findings.warning(manifest, path(OPTIONS), option));
        String hook = annotations.path(HOOK).asText("");
        for (String annotation : List.of(HOOK, HELM_HOOK)) {
            if (annotations.has(annotation) && !hook.equals("Skip")) {
                findings.problem(
                        manifest,
                        path(annotation),
                        "hooks are not supported yet: remove the object or the annotation " + annotation);
            }
        }
        boolean local =
                annotations.has(LOCAL) && !annotations.path(LOCAL).asText().equals("false");
        return new Marks(wave(manifest, annotations.path(WAVE), findings), options, hook.equals("Skip") || local);
    }

    private static int wave(Manifest manifest, JsonNode text, Findings findings) {
        if (text.isMissingNode()) {
            return 0;
        }
        try {
            return Integer.parseInt(text.asText());
        } catch (NumberFormatException unreadable) {
            findings.warning(manifest, path(WAVE), WAVE + " is no whole number: it counts as 0");
            return 0;
        }
    }

    private static String path(String annotation) {
        return "metadata.annotations[" + annotation + "]";
    }
}

package dev.longshore.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What can be set from outside.
 *
 * @param data folder of store, certificates and Git copies
 * @param bind address of both ports
 * @param apiPort 0 takes a free one
 * @param webPort 0 takes a free one
 * @param names further names and addresses under which clients reach the API port: they go into its certificate
 * @param kubeconfig where the administrator's kubeconfig is written; empty: in the data folder
 * @param secrets of the webhook; none: webhooks are not served
 * @param webToken opens the web port to callers from elsewhere
 */
record EngineSettings(
        Path data,
        String bind,
        int apiPort,
        int webPort,
        List<String> names,
        Optional<Path> kubeconfig,
        Acts acts,
        Git git,
        List<String> secrets,
        Optional<String> webToken) {
    /**
     * Settings of the acting group.
     * @param disabled controllers that are not started
     */
    record Acts(String clusterCidr, Set<String> disabled) {}

    /**
     * Settings of GitOps.
     * @param first what {@code --repo} asks for
     */
    record Git(Optional<First> first, boolean allowHttp, boolean allowFile, Duration poll, String controlNamespace) {}

    /** The first Application. */
    record First(String repo, String path, String branch) {}

    Path kubeconfigFile() {
        return kubeconfig.orElse(data.resolve("admin.kubeconfig"));
    }
}

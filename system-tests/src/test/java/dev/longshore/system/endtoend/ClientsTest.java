package dev.longshore.system.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The tools people have, unmodified, against an engine alone. */
class ClientsTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    private static final Installation world = new Installation(3, 0);

    @Test
    void aClientLibraryWritesListsAndFollows() throws IOException {
        Config config = Config.fromKubeconfig(Files.readString(world.kubeconfig()));
        List<String> heard = new CopyOnWriteArrayList<>();
        try (KubernetesClient client =
                        new KubernetesClientBuilder().withConfig(config).build();
                SharedIndexInformer<ConfigMap> informer =
                        client.configMaps().inNamespace("default").inform(hearing(heard))) {
            client.configMaps().inNamespace("default").resource(settings("a")).create();
            world.until("the addition is heard", SOON, () -> heard.contains("+a"));

            client.configMaps().inNamespace("default").resource(settings("b")).update();
            world.until("the change is heard", SOON, () -> heard.contains("b"));
            assertThat(informer.getStore().list())
                    .extracting(map -> map.getMetadata().getName())
                    .contains("settings");

            client.configMaps().inNamespace("default").withName("settings").delete();
            world.until("the deletion is heard", SOON, () -> heard.contains("-b"));
        }
    }

    @Test
    void aClientLibraryScales() throws IOException {
        world.kubectlWith(Manifests.deployment("lib", 1, "1.0", "sleep 9"), "-n", "default", "create", "-f", "-")
                .orThrow();
        Config config = Config.fromKubeconfig(Files.readString(world.kubeconfig()));
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            client.apps().deployments().inNamespace("default").withName("lib").scale(3);

            Deployment scaled = client.apps()
                    .deployments()
                    .inNamespace("default")
                    .withName("lib")
                    .get();
            assertThat(scaled.getSpec().getReplicas()).isEqualTo(3);
        }
    }

    @Test
    void kubectlDoesADaysWork() {
        assertThat(world.kubectlWith(
                                Manifests.deployment("day", 2, "1.0", "sleep 9"),
                                "-n",
                                "default",
                                "apply",
                                "--server-side",
                                "-f",
                                "-")
                        .out())
                .contains("serverside-applied");
        assertThat(world.kubectl("get", "all", "-A", "-o", "wide").out()).contains("deployment.apps/day");
        assertThat(world.kubectl("-n", "default", "get", "deployment", "day", "-o", "yaml")
                        .out())
                .contains("replicas: 2");
        assertThat(world.kubectl("-n", "default", "describe", "deployment", "day")
                        .out())
                .contains("Replicas:");
        assertThat(world.kubectl("-n", "default", "scale", "deployment", "day", "--replicas=1")
                        .out())
                .contains("scaled");
        assertThat(world.kubectl("-n", "default", "run", "one", "--image=" + Installation.IMAGE + ":1.0")
                        .out())
                .contains("pod/one created");
        assertThat(world.kubectl("explain", "deployment.spec.strategy").out()).contains("rollingUpdate");
        assertThat(world.kubectl("-n", "default", "delete", "deployment/day", "pod/one", "--wait=false")
                        .out())
                .contains("deleted");
    }

    @Test
    void aFieldThatIsNotHonouredIsWarnedAbout() {
        String manifest = Manifests.deployment("warned", 0, "1.0", "sleep 9")
                .replace("terminationGracePeriodSeconds: 1", "hostNetwork: true");

        assertThat(world.kubectlWith(manifest, "-n", "default", "apply", "--server-side", "-f", "-")
                        .out())
                .contains("Warning:")
                .contains("spec.template.spec.hostNetwork");
    }

    private static ConfigMap settings(String value) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName("settings")
                .withNamespace("default")
                .endMetadata()
                .addToData("k", value)
                .build();
    }

    private static ResourceEventHandler<ConfigMap> hearing(List<String> heard) {
        return new ResourceEventHandler<>() {
            @Override
            public void onAdd(ConfigMap added) {
                heard.add("+" + value(added));
            }

            @Override
            public void onUpdate(ConfigMap before, ConfigMap after) {
                heard.add(value(after));
            }

            @Override
            public void onDelete(ConfigMap gone, boolean unknown) {
                heard.add("-" + value(gone));
            }
        };
    }

    private static String value(ConfigMap map) {
        return map.getData() == null ? "" : map.getData().getOrDefault("k", "");
    }
}

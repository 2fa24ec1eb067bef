package dev.longshore.agent.pods.specs;

import static dev.longshore.agent.pods.plan.Examples.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.agent.containers.ContainerSpec;
import dev.longshore.agent.containers.ContainerSpec.Mount;
import dev.longshore.agent.containers.ContainerSpec.Network;
import dev.longshore.agent.network.PodNetwork.SandboxNetwork;
import dev.longshore.agent.pods.plan.ImageState;
import dev.longshore.agent.pods.plan.Labels;
import dev.longshore.agent.pods.plan.PodAction;
import dev.longshore.agent.pods.plan.PodContainer;
import dev.longshore.objects.core.Pod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerSpecsTest {
    private static final NodeFacts NODE =
            new NodeFacts("node-1", "192.0.2.1", "/root", () -> new NodeFacts.Resources(1L << 30, Map.of()));

    private static ContainerSpec spec(String container) {
        return spec("", container, "");
    }

    private static ContainerSpec spec(String podFields, String container, String imageUser) {
        Pod pod = pod("{" + podFields + " containers: [" + container + "]}");
        var image = new ImageState.Ready(2, "sha256:1", "web@sha256:1", imageUser);
        return new ContainerSpecs(pod, NODE)
                .container(
                        PodContainer.of(pod).getFirst(),
                        new PodAction.Create("c", 2, 2, "sandbox", image),
                        Map.of("A", "1"),
                        Map.of("v", "/root/pods/u1/volumes/emptyDir/v"));
    }

    @ParameterizedTest(name = "E08: {0}: entrypoint {1}, command {2}")
    @CsvSource({
        "'', [], []",
        "'command: [''a''],', [a], []",
        "'args: [''$(A)'', ''$(B)''],', [], '[1, $(B)]'",
        "'command: [''a''], args: [''b''],', [a], [b]"
    })
    void commandAndArguments(String fields, String entrypoint, String command) {
        ContainerSpec spec = spec("{" + fields + "name: 'c'}");

        assertThat(spec.entrypoint()).hasToString(entrypoint);
        assertThat(spec.command()).hasToString(command);
    }

    @Test
    void aContainerJoinsItsSandboxAndSaysWhoseItIs() {
        ContainerSpec spec = spec("{name: 'c', image: 'web:1'}");

        assertThat(spec.name()).isEqualTo("ls_c_web-0_shop_u1_2");
        assertThat(spec.image()).isEqualTo("sha256:1");
        assertThat(spec.network()).isEqualTo(new Network.Join("sandbox"));
        assertThat(spec.ipc()).isEqualTo("container:sandbox");
        assertThat(spec.env()).containsExactly("A=1");
        assertThat(spec.labels())
                .containsEntry(Labels.POD_UID, "u1")
                .containsEntry(Labels.ATTEMPT, "2")
                .containsEntry(Labels.SANDBOX, "sandbox")
                .containsEntry(Labels.GRACE_SECONDS, "30");
    }

    @Test
    @DisplayName("P08: the sandbox alone has the host name, cut to 63 characters")
    void sandbox() {
        Pod pod = pod("{hostname: '" + "h".repeat(70) + "', containers: []}");
        var network = new SandboxNetwork("bridge-1", "10.64.0.2", List.of("10.64.0.1"));

        ContainerSpec spec = new ContainerSpecs(pod, NODE).sandbox(0, "pause:1", Optional.of(network));

        assertThat(spec.name()).isEqualTo("ls_POD_web-0_shop_u1_0");
        assertThat(spec.network())
                .isEqualTo(
                        new Network.Bridge("bridge-1", "10.64.0.2", "h".repeat(63), List.of("10.64.0.1"), List.of()));
        assertThat(spec.ipc()).isEqualTo("shareable");
        assertThat(spec.security().dropCapabilities()).containsExactly("ALL");
    }

    @Test
    void volumesAreBoundAndTheNameFilesAreTheAgents() {
        assertThat(
                        spec("{name: 'c', volumeMounts: [{name: 'v', mountPath: '/data', readOnly: true, mountPropagation: 'HostToContainer'}]}")
                                .mounts())
                .containsExactly(
                        new Mount("/root/pods/u1/volumes/emptyDir/v", "/data", true, "rslave"),
                        new Mount("/root/pods/u1/etc-hosts", "/etc/hosts", false, "rprivate"),
                        new Mount("/root/pods/u1/resolv.conf", "/etc/resolv.conf", false, "rprivate"));
    }

    @Test
    @DisplayName("P10: a container's own mount at /etc/hosts wins")
    void ownHosts() {
        assertThat(spec("{name: 'c', volumeMounts: [{name: 'v', mountPath: '/etc/hosts'}]}")
                        .mounts())
                .extracting(Mount::target)
                .containsExactly("/etc/hosts", "/etc/resolv.conf");
    }

    @ParameterizedTest(name = "R01, R02, R03, R04: {0}: shares {1}, quota {2}, memory {3}, OOM score {4}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 2 | 0 | 0 | 1000",
                "{requests: {cpu: '100m'}} | 102 | 0 | 0 | 999",
                "{limits: {cpu: '500m'}} | 512 | 50000 | 0 | 999",
                "{requests: {memory: '512Mi'}} | 2 | 0 | 0 | 500",
                "{requests: {memory: '1Gi'}} | 2 | 0 | 0 | 3",
                "{limits: {cpu: '1m', memory: '64Mi'}} | 2 | 1000 | 67108864 | -997"
            })
    void resources(String resources, long shares, long quota, long memory, int oomScore) {
        var given = spec("{name: 'c', resources: " + resources + "}").resources();

        assertThat(List.of(given.cpuShares(), given.cpuQuota(), given.memoryBytes()))
                .containsExactly(shares, quota, memory);
        assertThat(given.oomScoreAdj()).contains(oomScore);
    }

    @ParameterizedTest(name = "S01, S02: pod {0}, container {1}, image user {2}: {3}")
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            nullValues = "-",
            value = {
                "{} | {} | '' | ''",
                "{} | {} | 'app' | ''",
                "{runAsUser: 1000} | {} | '' | 1000",
                "{runAsUser: 1000} | {runAsUser: 5, runAsGroup: 6} | '' | 5:6",
                "{runAsGroup: 7} | {} | 'app:app' | app:7",
                "{runAsGroup: 7} | {} | '' | 0:7"
            })
    void users(String pod, String container, String imageUser, String expected) {
        assertThat(spec("securityContext: " + pod + ",", "{name: 'c', securityContext: " + container + "}", imageUser)
                        .user())
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "S03, S04: {0}, image user {1}: {2}")
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            nullValues = "-",
            value = {
                "{runAsNonRoot: true} | '' | container has runAsNonRoot and image will run as root",
                "{runAsNonRoot: true} | app | container has runAsNonRoot and image has non-numeric user (app), cannot verify user is non-root",
                "{runAsNonRoot: true, runAsUser: 0} | 5 | container's runAsUser breaks non-root policy",
                "{runAsNonRoot: true} | 1000 | -",
                "{runAsNonRoot: true, runAsUser: 7} | '' | -",
                "{} | '' | -"
            })
    void nonRoot(String context, String imageUser, @org.jspecify.annotations.Nullable String refusal) {
        Pod pod = pod("{containers: [{name: 'c', securityContext: " + context + "}]}");

        assertThat(ContainerSecurity.of(pod, pod.containers().getFirst()).refusal(imageUser))
                .isEqualTo(Optional.ofNullable(refusal));
    }

    @Test
    @DisplayName("S05, S07, S08, S09: groups, capabilities, read-only root, no new privileges")
    void security() {
        var given = spec(
                        "securityContext: {fsGroup: 2000, supplementalGroups: [3000]},",
                        "{name: 'c', securityContext: {readOnlyRootFilesystem: true, allowPrivilegeEscalation: false,"
                                + " capabilities: {add: ['NET_BIND_SERVICE'], drop: ['ALL']}}}",
                        "")
                .security();

        assertThat(given.groups()).containsExactly("3000", "2000");
        assertThat(given.addCapabilities()).containsExactly("NET_BIND_SERVICE");
        assertThat(given.dropCapabilities()).containsExactly("ALL");
        assertThat(given.readOnlyRoot() && given.noNewPrivileges()).isTrue();
    }

    @Test
    @DisplayName("P08, P09: the hosts file names the pod and its aliases")
    void hosts() {
        Pod pod = pod("{subdomain: 'db', hostAliases: [{ip: '192.0.2.9', hostnames: ['a', 'b']}], containers: []}");

        assertThat(PodHosts.hosts(pod, "10.64.0.2", ""))
                .contains("127.0.0.1\tlocalhost\n")
                .contains("10.64.0.2\tweb-0.db.shop.svc.cluster.local\tweb-0\n")
                .contains("192.0.2.9\ta\tb\n");
    }

    @ParameterizedTest(name = "P11: {0}, cluster name server \"{1}\": {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "dnsPolicy: 'Default' | 10.0.0.10 | nameserver 9.9.9.9/search example.org",
                "dnsPolicy: 'ClusterFirst' | 10.0.0.10 | nameserver 10.0.0.10/search shop.svc.cluster.local svc.cluster.local cluster.local example.org/options ndots:5",
                "dnsPolicy: 'ClusterFirst' | '' | nameserver 9.9.9.9/search example.org",
                "dnsPolicy: 'ClusterFirst', hostNetwork: true | 10.0.0.10 | nameserver 9.9.9.9/search example.org",
                "dnsPolicy: 'None', dnsConfig: {nameservers: ['1.1.1.1'], options: [{name: 'ndots', value: '2'}]} | 10.0.0.10 | nameserver 1.1.1.1/options ndots:2"
            })
    void resolvConf(String fields, String dns, String expected) {
        Pod pod = pod("{" + fields + ", containers: []}");
        List<String> servers = dns.isEmpty() ? List.of() : List.of(dns);

        assertThat(PodHosts.resolvConf(pod, servers, "nameserver 9.9.9.9\nsearch example.org\n"))
                .isEqualTo(expected.replace('/', '\n') + "\n");
    }
}

package dev.longshore.engine.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.client.NodeCredential;
import dev.longshore.engine.access.certificates.CertificateAuthority;
import dev.longshore.engine.access.certificates.Credential;
import dev.longshore.engine.apiserver.http.RawClient;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The API as it is spoken over TLS. */
class ApiPortTest {
    private static final String WATCH = "GET /api/v1/namespaces?watch=true HTTP/1.1\nHost: x\n\n";

    private final ListeningWorld port = new ListeningWorld();

    @AfterEach
    void close() {
        port.close();
    }

    @Test
    @DisplayName("Z01: a foreign certificate is answered with 401")
    void aForeignCertificateIsAnsweredWith401() {
        CertificateAuthority stranger = CertificateAuthority.passing(port.world.time.now());

        try (RawClient client = client(stranger.admin("admin", port.world.time.now()))) {
            assertThat(client.send("GET /api/v1/pods HTTP/1.1\nHost: x\nConnection: close\n\n")
                            .rest())
                    .startsWith("HTTP/1.1 401")
                    .contains("\"reason\":\"Unauthorized\"");
        }
    }

    @Test
    void drainEndsAnOpenWatchCleanly() {
        try (RawClient watcher = client(admin())) {
            watcher.send(WATCH).until("kube-public");

            port.drain(Duration.ofSeconds(5));

            assertThat(watcher.rest()).endsWith("\r\n0\r\n\r\n");
        }
    }

    @Test
    void anEventIsSentWhenItHappens() {
        try (RawClient watcher = client(admin());
                RawClient writer = client(admin())) {
            watcher.send(WATCH).until("kube-public");
            String body = "{\"metadata\":{\"name\":\"fresh\"}}";

            String answer = writer.send("POST /api/v1/namespaces HTTP/1.1\nHost: x\nContent-Type: application/json\n"
                            + "Connection: close\nContent-Length: " + body.length() + "\n\n" + body)
                    .rest();

            assertThat(answer).startsWith("HTTP/1.1 201");
            assertThat(watcher.until("\"fresh\"")).contains("\"type\":\"ADDED\"");
        }
    }

    private Credential admin() {
        return port.world.authority.admin("admin", port.world.time.now());
    }

    private RawClient client(Credential credential) {
        URI url = URI.create(port.url());
        NodeCredential shown =
                new NodeCredential(credential.key(), credential.chain().getFirst(), port.world.authority.certificate());
        return RawClient.tls(new InetSocketAddress(url.getHost(), url.getPort()), shown.tls());
    }
}

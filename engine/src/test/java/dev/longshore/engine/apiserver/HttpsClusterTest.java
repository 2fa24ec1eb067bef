package dev.longshore.engine.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.client.Credentials;
import dev.longshore.client.JdkTransport;
import dev.longshore.client.RemoteCluster;
import dev.longshore.client.Transport;
import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.Query;
import dev.longshore.cluster.RefusedException;
import dev.longshore.cluster.Start;
import dev.longshore.cluster.Unavailable;
import dev.longshore.cluster.Watch;
import dev.longshore.cluster.WatchEvent.Added;
import dev.longshore.cluster.WatchEvent.Bookmark;
import dev.longshore.cluster.WatchEvent.Ended;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.cluster.WriteResult.Written;
import dev.longshore.engine.access.certificates.CertificateAuthority;
import dev.longshore.engine.access.certificates.Credential;
import dev.longshore.objects.Draft;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.ConfigMap;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The client over TLS and real sockets. */
class HttpsClusterTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Query MAPS = Query.in(ConfigMap.KIND, "default");
    private final ListeningWorld engine = new ListeningWorld();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void aClientCertificateReadsWritesAndWatches() throws Exception {
        Credential admin = engine.world.authority.admin("ada", engine.world.time.now());
        try (JdkTransport transport = transport(credentials(engine.world.authority, Optional.of(admin)))) {
            Cluster cluster = cluster(transport);
            Draft draft =
                    Draft.empty(ObjectKey.of(ConfigMap.KIND, "default", "a")).with(Map.of("k", "v"), "data");
            try (Watch watch = cluster.watch(MAPS, Start.FRESH)) {
                assertThat(watch.next(LIMIT)).get().isInstanceOf(Bookmark.class);
                WriteResult result = cluster.create(draft, WriteOptions.by("tester"));
                assertThat(result).isInstanceOf(Written.class);
                assertThat(watch.next(LIMIT)).contains(new Added(((Written) result).item()));
                assertThat(cluster.get(draft.key())).contains(((Written) result).item());

                engine.drain(LIMIT);
                assertThat(watch.next(LIMIT)).get().isInstanceOf(Ended.class);
            }
        }
    }

    @Test
    @DisplayName("N10: on the way to the same machine nothing is compressed")
    void nothingIsCompressedOnTheSameMachine() throws Exception {
        engine.world.post(
                "/api/v1/namespaces/default/configmaps",
                "{\"metadata\":{\"name\":\"large\"},\"data\":{\"k\":\"" + "a".repeat(200_000) + "\"}}");
        Credential admin = engine.world.authority.admin("ada", engine.world.time.now());
        try (JdkTransport transport = transport(credentials(engine.world.authority, Optional.of(admin)))) {
            Transport.Answer list = transport.send(
                    "GET", "/api/v1/configmaps", Map.of("Accept-Encoding", List.of("gzip")), new byte[0]);

            assertThat(list.body()).hasSizeGreaterThan(200_000);
        }
    }

    @Test
    void whoProvesNothingIsRefused() throws Exception {
        try (JdkTransport transport = transport(credentials(engine.world.authority, Optional.empty()))) {
            assertThatThrownBy(() -> cluster(transport).list(MAPS)).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void anEngineOfAnotherAuthorityIsNotTalkedTo() throws Exception {
        CertificateAuthority other = CertificateAuthority.passing(engine.world.time.now());
        try (JdkTransport transport = transport(credentials(other, Optional.empty()))) {
            assertThatThrownBy(() -> cluster(transport).list(MAPS)).isInstanceOf(Unavailable.class);
        }
    }

    private Cluster cluster(JdkTransport transport) {
        return new RemoteCluster(transport, engine.world.tasks, engine.world.time);
    }

    private JdkTransport transport(Credentials credentials) {
        return new JdkTransport(URI.create(engine.url()), credentials, LIMIT);
    }

    private static Credentials credentials(CertificateAuthority authority, Optional<Credential> own)
            throws CertificateEncodingException {
        String authorities = pem(List.of(authority.certificate()));
        if (own.isEmpty()) {
            return new Credentials(authorities, Optional.empty(), Optional.empty());
        }
        String key = pem("PRIVATE KEY", own.get().key().getEncoded());
        return Credentials.certificate(authorities, pem(own.get().chain()), key);
    }

    private static String pem(List<X509Certificate> chain) throws CertificateEncodingException {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : chain) {
            text.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        return text.toString();
    }

    private static String pem(String label, byte[] der) {
        Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN " + label + "-----\n" + lines.encodeToString(der) + "\n-----END " + label + "-----\n";
    }
}

package dev.longshore.engine.access.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.engine.access.Authentication;
import dev.longshore.engine.access.Authentication.Proven;
import dev.longshore.engine.access.Authentication.Rejected;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateAuthorityTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void theAuthorityOfAFolderIsMadeOnceAndFoundAgain() throws Exception {
        CertificateAuthority made = CertificateAuthority.open(folder, NOON);
        CertificateAuthority found = CertificateAuthority.open(folder, NOON.plus(Duration.ofDays(9)));

        assertThat(found.certificate()).isEqualTo(made.certificate());
        assertThat(found.pin()).isEqualTo(made.pin()).hasSize(64);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("ca.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void halfAnAuthorityIsRefusedWithWhatToDo() throws Exception {
        CertificateAuthority.open(folder, NOON);
        Files.delete(folder.resolve("ca.crt"));

        assertThatThrownBy(() -> CertificateAuthority.open(folder, NOON))
                .hasMessageContaining("not usable")
                .hasMessageContaining("from a backup");
    }

    @Test
    void aKeyOfAnotherAuthorityIsRefused(@TempDir Path other) throws Exception {
        CertificateAuthority.open(folder, NOON);
        CertificateAuthority.open(other, NOON);
        Files.copy(other.resolve("ca.crt"), folder.resolve("ca.crt"), StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(() -> CertificateAuthority.open(folder, NOON)).hasMessageContaining("not usable");
    }

    @Test
    void theServersCertificateBearsEveryNameItIsCalledBy() throws Exception {
        Credential server = CertificateAuthority.passing(NOON).server(List.of("engine.lan", "10.0.0.7", "::1"), NOON);

        assertThat(server.chain().getFirst().getSubjectAlternativeNames())
                .extracting(entry -> String.valueOf(entry.get(1)))
                .containsExactly("localhost", "127.0.0.1", "engine.lan", "10.0.0.7", "0:0:0:0:0:0:0:1");
        assertThat(server.toString()).doesNotContain("PrivateKey");
    }

    @Test
    void anAdminIsKnownByNameAndGroup() {
        CertificateAuthority authority = CertificateAuthority.passing(NOON);
        Credential admin = authority.admin("admin", NOON);

        Authentication seen = new ClientCertificates(authority.certificate()).verify(admin.chain(), NOON);

        assertThat(seen).isInstanceOfSatisfying(Proven.class, proven -> {
            assertThat(proven.identity().name()).isEqualTo("admin");
            assertThat(proven.identity().groups()).containsExactly("system:masters", "system:authenticated");
            assertThat(proven.until()).isAfter(NOON);
        });
    }

    @Test
    void aCertificateOfAnotherAuthorityProvesNothing() {
        Credential stranger = CertificateAuthority.passing(NOON).admin("admin", NOON);
        CertificateAuthority authority = CertificateAuthority.passing(NOON);

        assertThat(new ClientCertificates(authority.certificate()).verify(stranger.chain(), NOON))
                .isInstanceOf(Rejected.class);
        assertThat(new ClientCertificates(authority.certificate())
                        .verify(List.of(stranger.chain().getFirst(), authority.certificate()), NOON))
                .isInstanceOf(Rejected.class);
    }

    @Test
    void anExpiredCertificateProvesNothing() {
        CertificateAuthority authority = CertificateAuthority.passing(NOON);
        List<X509Certificate> chain = authority.admin("admin", NOON).chain();

        assertThat(new ClientCertificates(authority.certificate()).verify(chain, NOON.plus(Duration.ofDays(400))))
                .isInstanceOf(Rejected.class);
    }

    @Test
    void theServersOwnCertificateIsNoClient() {
        CertificateAuthority authority = CertificateAuthority.passing(NOON);

        assertThat(new ClientCertificates(authority.certificate())
                        .verify(authority.server(List.of(), NOON).chain(), NOON))
                .isEqualTo(new Rejected("the certificate is not for clients"));
    }

    @Test
    void aNodeGetsACertificateForItsOwnKey() throws Exception {
        CertificateAuthority authority = CertificateAuthority.passing(NOON);
        NodeRequest request = NodeRequest.read(request(Certificates.newKey(), "node-1", "system:nodes"));

        byte[] der = Pem.find(authority.node(request, NOON), "CERTIFICATE").orElseThrow();
        X509Certificate certificate = Certificates.read(der);

        assertThat(certificate.getPublicKey()).isEqualTo(request.key());
        assertThat(new ClientCertificates(authority.certificate()).verify(List.of(certificate), NOON))
                .isInstanceOfSatisfying(
                        Proven.class,
                        proven -> assertThat(proven.identity().groups())
                                .containsExactly("system:nodes", "system:authenticated"));
    }

    @Test
    void aRequestForAnyOtherSubjectIsRefused() throws Exception {
        String masters = request(Certificates.newKey(), "node-1", "system:masters");
        String shouting = request(Certificates.newKey(), "NODE", "system:nodes");

        assertThatThrownBy(() -> NodeRequest.read(masters)).hasMessageContaining("the subject is not O=system:nodes");
        assertThatThrownBy(() -> NodeRequest.read(shouting)).hasMessageContaining("the subject is not O=system:nodes");
    }

    /** Encodings that mean the same are let through; never another node or key. */
    @Test
    void noChangedBitOfARequestNamesAnotherNodeOrKey() throws Exception {
        String text = request(Certificates.newKey(), "node-1", "system:nodes");
        NodeRequest meant = NodeRequest.read(text);
        byte[] good = Pem.find(text, "CERTIFICATE REQUEST").orElseThrow();
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));

            assertThat(readOrRefuse(pem(bad)).orElse(meant)).isEqualTo(meant);
        }
    }

    @Test
    void theKubeconfigIsForItsOwnerOnly() throws Exception {
        CertificateAuthority authority = CertificateAuthority.passing(NOON);
        Path file = folder.resolve("kubeconfig");

        AdminKubeconfig.write(file, "https://127.0.0.1:6443", authority, authority.admin("admin", NOON));

        assertThat(Files.readString(file))
                .contains("server: https://127.0.0.1:6443")
                .contains("client-key-data: ");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    private static Optional<NodeRequest> readOrRefuse(String pem) {
        try {
            return Optional.of(NodeRequest.read(pem));
        } catch (NodeRequest.Refused refused) {
            return Optional.empty();
        }
    }

    private static String request(KeyPair key, String node, String organisation) throws Exception {
        return pem(new JcaPKCS10CertificationRequestBuilder(
                        Certificates.name("system:node:" + node, List.of(organisation)), key.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate()))
                .getEncoded());
    }

    private static String pem(byte[] der) {
        return "-----BEGIN CERTIFICATE REQUEST-----\n"
                + java.util.Base64.getEncoder().encodeToString(der)
                + "\n-----END CERTIFICATE REQUEST-----\n";
    }
}

package dev.longshore.engine.access.certificates;

import dev.longshore.engine.access.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The engine's own authority: EC P-256, made at the first start, kept as {@code ca.key} (mode 0600) and {@code ca.crt} in the data
 * folder. Whoever reads the key can be anyone.
 */
public final class CertificateAuthority {
    private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
    private static final Duration SERVER_LIFE = Duration.ofDays(365);
    private static final Duration ADMIN_LIFE = Duration.ofDays(365);
    private static final Duration NODE_LIFE = Duration.ofDays(7);

    private final Certificates.Issuer issuer;

    private CertificateAuthority(Certificates.Issuer issuer) {
        this.issuer = issuer;
    }

    /**
     * Reads the authority of a folder, or makes it where there is none.
     *
     * @throws IllegalStateException when what lies there is incomplete, damaged or expired: it says what to do
     */
    public static CertificateAuthority open(Path folder, Instant now) {
        Path key = folder.resolve("ca.key");
        Path certificate = folder.resolve("ca.crt");
        try {
            if (Files.notExists(key) && Files.notExists(certificate)) {
                make(folder, key, certificate, now);
            }
            return new CertificateAuthority(read(key, certificate, now));
        } catch (IOException fault) {
            throw new UncheckedIOException("the certificate authority in " + folder + " cannot be read or made", fault);
        }
    }

    /** In memory only; for simulation and tests. */
    public static CertificateAuthority passing(Instant now) {
        KeyPair pair = Certificates.newKey();
        return new CertificateAuthority(
                new Certificates.Issuer(Certificates.authority(pair, now, AUTHORITY_LIFE), pair.getPrivate()));
    }

    private static void make(Path folder, Path key, Path certificate, Instant now) throws IOException {
        KeyPair pair = Certificates.newKey();
        Files.createDirectories(folder);
        PrivateFiles.write(key, Pem.of(pair.getPrivate()));
        PrivateFiles.write(certificate, Pem.of(Certificates.authority(pair, now, AUTHORITY_LIFE)));
    }

    private static Certificates.Issuer read(Path key, Path certificate, Instant now) throws IOException {
        try {
            X509Certificate read = Certificates.read(Pem.find(Files.readString(certificate), "CERTIFICATE")
                    .orElseThrow(() -> new GeneralSecurityException("no CERTIFICATE in " + certificate)));
            read.checkValidity(java.util.Date.from(now));
            Certificates.Issuer issuer = new Certificates.Issuer(read, Pem.ecKey(Files.readString(key)));
            Certificates.client(issuer, read.getPublicKey(), Certificates.name("self-test", List.of()), now, NODE_LIFE)
                    .verify(read.getPublicKey());
            return issuer;
        } catch (GeneralSecurityException | java.nio.file.NoSuchFileException unusable) {
            throw new IllegalStateException(
                    "the certificate authority in " + key.getParent() + " is not usable: " + unusable.getMessage()
                            + ". Put ca.key and ca.crt back from a backup, or remove both: a new authority is made, a new"
                            + " kubeconfig written, and every node has to join again",
                    unusable);
        }
    }

    public X509Certificate certificate() {
        return issuer.certificate();
    }

    /** As PEM. */
    public String pem() {
        return Pem.of(issuer.certificate());
    }

    /** SHA-256 of the certificate in hexadecimal: what a join token carries, so that a node knows whom it talks to. */
    public String pin() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(issuer.certificate().getEncoded());
            return HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A new key and certificate for the API port. {@code localhost} and {@code 127.0.0.1} are always among the names. */
    public Credential server(List<String> names, Instant now) {
        Set<String> all = new LinkedHashSet<>(List.of("localhost", "127.0.0.1"));
        all.addAll(names);
        KeyPair pair = Certificates.newKey();
        return credential(pair, Certificates.server(issuer, pair.getPublic(), List.copyOf(all), now, SERVER_LIFE));
    }

    /** A new key and certificate of a person with all rights. */
    public Credential admin(String name, Instant now) {
        KeyPair pair = Certificates.newClientKey();
        return credential(
                pair,
                Certificates.client(
                        issuer, pair.getPublic(), Certificates.name(name, List.of(Identity.ADMINS)), now, ADMIN_LIFE));
    }

    /** The certificate of a node for the key of its request. Whether it may have one is decided before. */
    public String node(NodeRequest request, Instant now) {
        return Pem.of(Certificates.client(
                issuer,
                request.key(),
                Certificates.name("system:node:" + request.node(), List.of("system:nodes")),
                now,
                NODE_LIFE));
    }

    private Credential credential(KeyPair pair, X509Certificate certificate) {
        return new Credential(pair.getPrivate(), List.of(certificate, issuer.certificate()));
    }
}

package dev.longshore.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * What a node, or a person with a kubeconfig, proves itself with, and the authority it believes. Kept as one PEM text: key, own
 * certificate, authority.
 */
public record NodeCredential(PrivateKey key, X509Certificate certificate, X509Certificate authority) {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    /** @throws IllegalArgumentException when the text does not hold a key, a certificate and the authority's; it says what is amiss */
    public static NodeCredential read(String pem) {
        try {
            byte[] key = block(pem, "PRIVATE KEY");
            List<X509Certificate> certificates = certificates(pem);
            if (certificates.size() < 2) {
                throw new IllegalArgumentException("a credential needs its certificate and its authority's");
            }
            return new NodeCredential(
                    KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key)),
                    certificates.getFirst(),
                    certificates.getLast());
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalArgumentException("the credential cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        Matcher block = BLOCK.matcher(pem);
        List<X509Certificate> all = new java.util.ArrayList<>();
        while (block.find()) {
            if (block.group(1).equals("CERTIFICATE")) {
                byte[] der = Base64.getMimeDecoder().decode(block.group(2));
                all.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
            }
        }
        return List.copyOf(all);
    }

    private static byte[] block(String pem, String label) {
        Matcher block = BLOCK.matcher(pem);
        while (block.find()) {
            if (block.group(1).equals(label)) {
                return Base64.getMimeDecoder().decode(block.group(2));
            }
        }
        throw new IllegalArgumentException("no " + label + " in the credential");
    }

    /** For a file that only its owner may read. */
    public String pem() {
        try {
            return pem("PRIVATE KEY", key.getEncoded())
                    + pem("CERTIFICATE", certificate.getEncoded())
                    + pem("CERTIFICATE", authority.getEncoded());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + new String(LINES.encode(der), StandardCharsets.US_ASCII)
                + "\n-----END " + label + "-----\n";
    }

    /** When two thirds of its life are over. */
    public Instant renewAt() {
        Instant from = certificate.getNotBefore().toInstant();
        Duration life = Duration.between(from, certificate.getNotAfter().toInstant());
        return from.plus(life.multipliedBy(2).dividedBy(3));
    }

    /** For connections that show this certificate and believe this authority alone. */
    public SSLContext tls() {
        try {
            KeyStore own = store();
            own.setKeyEntry("own", key, new char[0], new Certificate[] {certificate});
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(own, new char[0]);
            KeyStore trusted = store();
            trusted.setCertificateEntry("authority", authority);
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException unusable) {
            throw new IllegalArgumentException("the credential cannot be used for TLS", unusable);
        }
    }

    private static KeyStore store() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "credential of " + certificate.getSubjectX500Principal();
    }
}

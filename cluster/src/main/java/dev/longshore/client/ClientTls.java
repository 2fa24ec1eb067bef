package dev.longshore.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** TLS from credentials. */
final class ClientTls {
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----");
    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final char[] NO_PASSWORD = {};

    private ClientTls() {}

    /** @throws IllegalArgumentException when certificates or key cannot be read */
    static SSLContext of(Credentials credentials) {
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            Optional<Credentials.Certificate> own = credentials.certificate();
            tls.init(own.isPresent() ? keys(own.get()) : new KeyManager[0], trust(credentials.authorities()), null);
            return tls;
        } catch (GeneralSecurityException | IOException unreadable) {
            throw new IllegalArgumentException(
                    "the client's certificates or key cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static KeyManager[] keys(Credentials.Certificate own) throws GeneralSecurityException, IOException {
        List<Certificate> chain = certificates(own.chain());
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("there is no certificate in the client's certificate chain");
        }
        String algorithm = chain.getFirst().getPublicKey().getAlgorithm();
        KeyStore store = emptyStore();
        store.setKeyEntry("own", key(own.key(), algorithm), NO_PASSWORD, chain.toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static PrivateKey key(String pem, String algorithm) throws GeneralSecurityException {
        Matcher found = PKCS8.matcher(pem);
        if (!found.find()) {
            throw new IllegalArgumentException("the client's key must be PKCS 8 (BEGIN PRIVATE KEY), not encrypted;"
                    + " convert others with: openssl pkcs8 -topk8 -nocrypt");
        }
        byte[] bytes = Base64.getMimeDecoder().decode(found.group(1));
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
    }

    /** Those of the JDK when none are given. */
    private static TrustManager[] trust(String authorities) throws GeneralSecurityException, IOException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        if (authorities.isEmpty()) {
            factory.init((KeyStore) null);
            return factory.getTrustManagers();
        }
        KeyStore store = emptyStore();
        for (Certificate authority : certificates(authorities)) {
            store.setCertificateEntry("authority-" + store.size(), authority);
        }
        factory.init(store);
        return factory.getTrustManagers();
    }

    /** Every certificate of a text, in order; keys between them are passed over, as files often hold both. */
    private static List<Certificate> certificates(String pem) throws GeneralSecurityException {
        StringBuilder blocks = new StringBuilder();
        Matcher found = CERTIFICATE.matcher(pem);
        while (found.find()) {
            blocks.append(found.group()).append('\n');
        }
        return List.copyOf(CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(blocks.toString().getBytes(StandardCharsets.US_ASCII))));
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }
}

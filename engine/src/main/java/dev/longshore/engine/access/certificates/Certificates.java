package dev.longshore.engine.access.certificates;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Making keys and certificates. Serial numbers are drawn from the key that is certified, so nothing here needs chance of its own. */
final class Certificates {
    private static final int RSA_BITS = 2048;
    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final int SERIAL_BYTES = 16;

    private Certificates() {}

    /** Who signs. */
    record Issuer(X509Certificate certificate, PrivateKey key) {}

    static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java cannot make EC P-256 keys", impossible);
        }
    }

    /** For people's kubeconfigs: some client libraries take a key without a word on its kind for an RSA key. */
    static KeyPair newClientKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(RSA_BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java cannot make RSA keys", impossible);
        }
    }

    /** {@code O=…, CN=…}, one O for each organisation. */
    static X500Name name(String commonName, List<String> organisations) {
        X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
        organisations.forEach(organisation -> name.addRDN(BCStyle.O, organisation));
        return name.addRDN(BCStyle.CN, commonName).build();
    }

    static X509Certificate authority(KeyPair key, Instant now, Duration life) {
        X500Name name = name("longshore", List.of());
        return build(() -> {
            X509v3CertificateBuilder builder = builder(name, name, key.getPublic(), now, life);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            return sign(builder, key.getPrivate());
        });
    }

    static X509Certificate server(Issuer issuer, PublicKey key, List<String> names, Instant now, Duration life) {
        return build(() -> {
            X509v3CertificateBuilder builder =
                    leaf(issuer, name("longshore-engine", List.of()), key, now, life, KeyPurposeId.id_kp_serverAuth);
            GeneralName[] all = names.stream().map(Certificates::alternative).toArray(GeneralName[]::new);
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(all));
            return sign(builder, issuer.key());
        });
    }

    static X509Certificate client(Issuer issuer, PublicKey key, X500Name subject, Instant now, Duration life) {
        return build(() -> sign(leaf(issuer, subject, key, now, life, KeyPurposeId.id_kp_clientAuth), issuer.key()));
    }

    /** @throws CertificateException when it is none */
    static X509Certificate read(byte[] der) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    private static X509v3CertificateBuilder leaf(
            Issuer issuer, X500Name subject, PublicKey key, Instant now, Duration life, KeyPurposeId purpose)
            throws GeneralSecurityException, IOException {
        X500Name issuerName = X500Name.getInstance(
                issuer.certificate().getSubjectX500Principal().getEncoded());
        X509v3CertificateBuilder builder = builder(issuerName, subject, key, now, life);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(issuer.certificate()));
        return builder;
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, PublicKey key, Instant now, Duration life)
            throws GeneralSecurityException, IOException {
        Instant from = now.minus(SKEW);
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer, serial(key, subject, from), Date.from(from), Date.from(now.plus(life)), subject, key);
        builder.addExtension(
                Extension.subjectKeyIdentifier, false, new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key));
        return builder;
    }

    private static BigInteger serial(PublicKey key, X500Name subject, Instant from)
            throws GeneralSecurityException, IOException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(key.getEncoded());
        digest.update(subject.getEncoded());
        digest.update(BigInteger.valueOf(from.toEpochMilli()).toByteArray());
        return new BigInteger(1, digest.digest(), 0, SERIAL_BYTES)
                .clearBit(SERIAL_BYTES * 8 - 1)
                .setBit(0);
    }

    private static GeneralName alternative(String name) {
        try {
            InetAddress.ofLiteral(name);
            return new GeneralName(GeneralName.iPAddress, name);
        } catch (IllegalArgumentException aName) {
            return new GeneralName(GeneralName.dNSName, name);
        }
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
            throws OperatorCreationException, IOException, CertificateException {
        return read(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key))
                .getEncoded());
    }

    private interface Build {
        X509Certificate make() throws GeneralSecurityException, IOException, OperatorCreationException;
    }

    private static X509Certificate build(Build build) {
        try {
            return build.make();
        } catch (GeneralSecurityException | IOException | OperatorCreationException fault) {
            throw new IllegalStateException("a certificate could not be made", fault);
        }
    }
}

package dev.longshore.engine.access.certificates;

import dev.longshore.engine.access.Identity;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;

/**
 * A node's request for a certificate, checked: signed with the key it names, an EC key, and the subject exactly {@code
 * O=system:nodes, CN=system:node:NAME}. Extensions it asks for are ignored.
 */
public record NodeRequest(String node, PublicKey key) {
    private static final int BYTES_MAX = 16 * 1024;
    private static final String PREFIX = "system:node:";
    private static final Pattern NODE = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

    /** A request that is refused; the message says why. */
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String why) {
            super("the certificate request is refused: " + why);
        }
    }

    /** @param pem PKCS#10, as {@code CERTIFICATE REQUEST} */
    public static NodeRequest read(String pem) throws Refused {
        if (pem.length() > BYTES_MAX) {
            throw new Refused("longer than " + BYTES_MAX + " bytes");
        }
        byte[] der = Pem.find(pem, "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST")
                .orElseThrow(() -> new Refused("no CERTIFICATE REQUEST in it"));
        try {
            PKCS10CertificationRequest request = new PKCS10CertificationRequest(der);
            SubjectPublicKeyInfo key = request.getSubjectPublicKeyInfo();
            if (!key.getAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
                throw new Refused("the key is not an EC key");
            }
            if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
                throw new Refused("it is not signed with its own key");
            }
            PublicKey read = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(key.getEncoded()));
            return new NodeRequest(nodeName(request.getSubject()), read);
        } catch (IOException | PKCSException | OperatorCreationException | GeneralSecurityException malformed) {
            throw new Refused("malformed (" + malformed.getClass().getSimpleName() + ")");
        } catch (RuntimeException malformed) { // the library's parser has many of them for what does not parse
            throw new Refused("malformed");
        }
    }

    private static String nodeName(X500Name subject) throws Refused {
        String node = Optional.of(subject.toString())
                .filter(text -> text.contains(PREFIX))
                .map(text ->
                        text.substring(text.indexOf(PREFIX) + PREFIX.length()).replaceAll(",.*", ""))
                .orElse("");
        if (!NODE.matcher(node).matches()
                || !subject.equals(Certificates.name(PREFIX + node, List.of("system:nodes")))) {
            throw new Refused("the subject is not O=system:nodes, CN=" + PREFIX + "NAME");
        }
        return node;
    }

    /** SHA-256 of the key in hexadecimal. */
    public String keyHash() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Whether an identity is this very node. */
    public boolean isFrom(Identity identity) {
        return identity.name().equals(PREFIX + node);
    }
}

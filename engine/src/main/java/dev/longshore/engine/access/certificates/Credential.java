package dev.longshore.engine.access.certificates;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A key and what proves whose it is.
 *
 * @param chain the certificate of the key first, the authority last
 */
public record Credential(PrivateKey key, List<X509Certificate> chain) {
    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "credential of " + chain.getFirst().getSubjectX500Principal();
    }
}

package dev.longshore.engine.access.certificates;

import dev.longshore.engine.access.Authentication;
import dev.longshore.engine.access.Identity;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/** The verdict on a client's certificate: CN is the name, each O a group. Source: Kubernetes, "X.509 client certificates". */
public final class ClientCertificates {
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

    private final X509Certificate authority;

    public ClientCertificates(X509Certificate authority) {
        this.authority = authority;
    }

    /** @param chain the client's certificate first; never empty */
    public Authentication verify(List<X509Certificate> chain, Instant now) {
        X509Certificate own = chain.getFirst();
        try {
            verifyPath(chain, now);
            if (!mayAuthenticateClients(own)) {
                return new Authentication.Rejected("the certificate is not for clients");
            }
        } catch (GeneralSecurityException unproven) {
            return new Authentication.Rejected(
                    own.getSubjectX500Principal() + ": " + String.valueOf(unproven.getMessage()));
        }
        return identity(own);
    }

    private void verifyPath(List<X509Certificate> chain, Instant now) throws GeneralSecurityException {
        List<X509Certificate> path =
                chain.stream().filter(one -> !one.equals(authority)).toList();
        PKIXParameters rules = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
        rules.setRevocationEnabled(false);
        rules.setDate(Date.from(now));
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), rules);
    }

    private static boolean mayAuthenticateClients(X509Certificate certificate) throws CertificateParsingException {
        List<String> purposes = certificate.getExtendedKeyUsage();
        return purposes != null && purposes.contains(CLIENT_AUTH);
    }

    private static Authentication identity(X509Certificate certificate) {
        X500Name subject =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        List<String> names = values(subject, BCStyle.CN);
        if (names.size() != 1 || names.getFirst().isEmpty()) {
            return new Authentication.Rejected("the certificate names nobody (CN)");
        }
        List<String> groups = new ArrayList<>(values(subject, BCStyle.O));
        groups.add("system:authenticated");
        return new Authentication.Proven(
                new Identity(names.getFirst(), List.copyOf(groups)),
                certificate.getNotAfter().toInstant());
    }

    private static List<String> values(X500Name name, ASN1ObjectIdentifier type) {
        List<String> values = new ArrayList<>();
        for (var rdn : name.getRDNs(type)) {
            values.add(IETFUtils.valueToString(rdn.getFirst().getValue()));
        }
        return values;
    }
}

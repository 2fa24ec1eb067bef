package dev.longshore.engine.apiserver.http;

import dev.longshore.engine.access.Authentication;
import java.security.cert.X509Certificate;
import java.util.List;

/** Says what a presented certificate chain proves. Asked once per connection that presented one. */
@FunctionalInterface
public interface ClientVerifier {
    /** @param chain the client's certificate first; never empty */
    Authentication verify(List<X509Certificate> chain);
}

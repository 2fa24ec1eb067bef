package dev.longshore.client;

import java.util.Optional;

/**
 * Who answers and who calls, in PEM.
 *
 * @param authorities certificates one of which must have signed that of the server; empty: those of the JDK
 * @param certificate what the caller proves itself with
 * @param token sent as a bearer token
 */
public record Credentials(String authorities, Optional<Certificate> certificate, Optional<String> token) {
    /**
     * @param chain the caller's certificate, then its issuers
     * @param key its private key, PKCS 8 and not encrypted
     */
    public record Certificate(String chain, String key) {
        /** The key is secret. */
        @Override
        public String toString() {
            return "a client certificate";
        }
    }

    public static Credentials certificate(String authorities, String chain, String key) {
        return new Credentials(authorities, Optional.of(new Certificate(chain, key)), Optional.empty());
    }

    public static Credentials token(String authorities, String token) {
        return new Credentials(authorities, Optional.empty(), Optional.of(token));
    }

    /** Key and token are secret. */
    @Override
    public String toString() {
        return certificate.isPresent() ? "a client certificate" : token.isPresent() ? "a token" : "no credentials";
    }
}

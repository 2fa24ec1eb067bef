package dev.longshore.engine.gitops.repository;

import dev.longshore.engine.gitops.git.GitFault;
import dev.longshore.engine.gitops.git.GitHost.Credentials;
import dev.longshore.objects.Item;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Credentials in a Secret: {@code username} and {@code password}, or {@code bearerToken} used as a password. */
public final class RepositoryCredentials {
    private RepositoryCredentials() {}

    /**
     * What a Secret holds.
     * @throws GitFault naming the Secret and what is missing, never a value
     */
    public static Credentials read(Item secret) {
        Optional<String> password = value(secret, "password").or(() -> value(secret, "bearerToken"));
        if (password.isEmpty()) {
            throw new GitFault("Secret " + secret.name() + " has neither password nor bearerToken");
        }
        return new Credentials(value(secret, "username").orElse("git"), password.get());
    }

    private static Optional<String> value(Item secret, String key) {
        return secret.text("data", key).map(text -> {
            try {
                return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException malformed) {
                throw new GitFault("Secret " + secret.name() + ": " + key + " is not base64");
            }
        });
    }
}

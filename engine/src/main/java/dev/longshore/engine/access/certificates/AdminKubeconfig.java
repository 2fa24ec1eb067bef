package dev.longshore.engine.access.certificates;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/** A kubeconfig with one cluster and one user whose key is in it. */
public final class AdminKubeconfig {
    private AdminKubeconfig() {}

    /**
     * Writes the file, mode 0600, in place of an older one.
     *
     * @param server for example {@code https://127.0.0.1:6443}
     */
    public static void write(Path file, String server, CertificateAuthority authority, Credential user) {
        try {
            PrivateFiles.write(file, text(server, authority, user));
        } catch (IOException fault) {
            throw new UncheckedIOException("the kubeconfig " + file + " cannot be written", fault);
        }
    }

    static String text(String server, CertificateAuthority authority, Credential user) {
        return """
                apiVersion: v1
                kind: Config
                clusters:
                - name: longshore
                  cluster:
                    server: %s
                    certificate-authority-data: %s
                contexts:
                - name: longshore
                  context:
                    cluster: longshore
                    user: admin
                current-context: longshore
                users:
                - name: admin
                  user:
                    client-certificate-data: %s
                    client-key-data: %s
                """.formatted(server, base64(authority.pem()), base64(Pem.of(user.chain())), base64(Pem.of(user.key())));
    }

    private static String base64(String pem) {
        return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
    }
}

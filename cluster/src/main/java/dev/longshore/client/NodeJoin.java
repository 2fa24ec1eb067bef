package dev.longshore.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.longshore.cluster.Unavailable;
import dev.longshore.objects.CanonicalJson;
import dev.longshore.objects.Fields;
import dev.longshore.objects.core.JoinToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** How a node gets its certificate: once for a token, later again for the one it has. */
public final class NodeJoin {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int CREATED = 201;

    private final URI engine;

    /** @param engine for example {@code https://10.0.0.5:6443} */
    public NodeJoin(URI engine) {
        this.engine = engine;
    }

    /** The engine said no; repeating does not help. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(String why) {
            super(why);
        }
    }

    /** EC P-256. Never leaves this machine. */
    public static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java cannot make EC P-256 keys", impossible);
        }
    }

    /**
     * Joins with a token. May be repeated with the same key when no answer came.
     *
     * @throws Refused when token or request are not accepted, or the engine is not the token's
     * @throws Unavailable when no answer came
     */
    public NodeCredential join(JoinToken token, String node, KeyPair key) {
        return send(pinned(token.pin()), Optional.of(token), node, key);
    }

    /**
     * A newer certificate in place of {@code old}.
     *
     * @throws Refused when the engine says no
     * @throws Unavailable when no answer came
     */
    public NodeCredential renew(NodeCredential old, String node, KeyPair key) {
        return send(old.tls(), Optional.empty(), node, key);
    }

    private static SSLContext pinned(String pin) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new PinnedAuthority(pin)}, null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private NodeCredential send(SSLContext tls, Optional<JoinToken> token, String node, KeyPair key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(engine.resolve("/longshore/v1/join"))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body(node, key)));
        token.ifPresent(shown -> request.header("Authorization", "Bearer " + shown.text()));
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(tls)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(LIMIT)
                .build()) {
            return read(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()), key);
        } catch (javax.net.ssl.SSLHandshakeException strangers) {
            throw new Refused(engine + ": " + strangers.getMessage());
        } catch (IOException noAnswer) {
            throw new Unavailable(engine + " does not answer: " + noAnswer.getMessage(), noAnswer);
        } catch (InterruptedException stopped) {
            throw new Unavailable("stopped while joining", stopped);
        }
    }

    private static String body(String node, KeyPair key) {
        try {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("request", SigningRequest.of(node, key))
                    .toString();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static NodeCredential read(HttpResponse<byte[]> answer, KeyPair key) {
        Fields body = parse(answer.body());
        if (answer.statusCode() == 503 || answer.statusCode() == 429) {
            throw new Unavailable(body.text("message").orElse("the engine cannot answer now"));
        }
        if (answer.statusCode() != CREATED) {
            throw new Refused(body.text("message").orElse("the engine answered " + answer.statusCode()));
        }
        try {
            return new NodeCredential(
                    key.getPrivate(),
                    NodeCredential.certificates(body.text("certificate").orElse(""))
                            .getFirst(),
                    NodeCredential.certificates(body.text("authority").orElse(""))
                            .getFirst());
        } catch (GeneralSecurityException | java.util.NoSuchElementException unreadable) {
            throw new Refused("the engine's answer holds no certificate");
        }
    }

    private static Fields parse(byte[] body) {
        try {
            return Fields.of(CanonicalJson.parse(body));
        } catch (UncheckedIOException notJson) {
            return Fields.NONE;
        }
    }
}

package dev.longshore.engine.apiserver.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.engine.access.Authentication.Proven;
import dev.longshore.engine.access.Identity;
import dev.longshore.engine.access.certificates.CertificateAuthority;
import dev.longshore.engine.access.certificates.ClientCertificates;
import dev.longshore.engine.access.certificates.Credential;
import dev.longshore.tasks.SystemTime;
import dev.longshore.tasks.VirtualTasks;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiTlsTest {
    private final Instant now = new SystemTime().now();
    private final CertificateAuthority authority = CertificateAuthority.passing(now);
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Credential server = authority.server(List.of(), now);
    private final ApiTls tls = new ApiTls(server.key(), server.chain(), List.of(authority.certificate()));
    private ApiListener listener;

    @BeforeEach
    void listen() {
        ClientCertificates clients = new ClientCertificates(authority.certificate());
        listener = ApiListener.bind(
                loops,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional.of(tls),
                new Serving(
                        new VirtualTasks((name, fault) -> fault.printStackTrace()),
                        new SystemTime(),
                        HttpLimits.DEFAULT,
                        chain -> clients.verify(chain, now),
                        ApiTlsTest::answer));
    }

    @AfterEach
    void close() {
        listener.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private static void answer(Exchange exchange) {
        String caller = exchange.connection() instanceof Proven(Identity identity, Instant until)
                        && until.isAfter(Instant.EPOCH)
                ? identity.name()
                : exchange.connection().getClass().getSimpleName();
        exchange.sink().reply(200, Map.of(), caller.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aClientOfOurAuthorityIsKnown() throws Exception {
        assertThat(ask(Optional.of(authority.admin("ada", now)))).endsWith("ada");
    }

    @Test
    void aClientWithoutCertificateGetsAnAnswer() throws Exception {
        assertThat(ask(Optional.empty())).endsWith("Nobody");
    }

    @Test
    void aStrangersCertificateGetsAnAnswerToo() throws Exception {
        Credential stranger = CertificateAuthority.passing(now).admin("ada", now);

        assertThat(ask(Optional.of(stranger))).endsWith("Rejected");
    }

    @Test
    void aRenewedCertificateIsUsedFromTheNextConnectionOn() throws Exception {
        try (RawClient open = client(Optional.empty())) {
            BigInteger before = serial(open);
            Credential renewed = authority.server(List.of(), now);

            tls.renew(renewed.key(), renewed.chain(), List.of(authority.certificate()));

            try (RawClient next = client(Optional.empty())) {
                assertThat(serial(next))
                        .isNotEqualTo(before)
                        .isEqualTo(renewed.chain().getFirst().getSerialNumber());
            }
            assertThat(open.send("GET / HTTP/1.1\nHost: x\nConnection: close\n\n")
                            .rest())
                    .endsWith("Nobody");
        }
    }

    private String ask(Optional<Credential> credential) throws Exception {
        try (RawClient client = client(credential)) {
            return client.send("GET / HTTP/1.1\nHost: x\nConnection: close\n\n").rest();
        }
    }

    private RawClient client(Optional<Credential> credential) throws Exception {
        return RawClient.tls(listener.address(), context(authority.certificate(), credential));
    }

    private static BigInteger serial(RawClient client) throws Exception {
        return ((X509Certificate) ((SSLSocket) client.socket()).getSession().getPeerCertificates()[0])
                .getSerialNumber();
    }

    /** Shows its certificate whoever is asked for, as a stranger would. */
    static SSLContext context(X509Certificate authority, Optional<Credential> credential) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", authority);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        if (credential.isPresent()) {
            own.setKeyEntry("own", credential.get().key(), new char[0], new X509Certificate[] {
                credential.get().chain().getFirst(), authority
            });
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(own, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}

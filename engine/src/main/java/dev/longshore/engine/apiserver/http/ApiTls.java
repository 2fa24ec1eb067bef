package dev.longshore.engine.apiserver.http;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;

/**
 * The server's side of TLS 1.3 and 1.2. Asks for a client certificate, accepts any and leaves the verdict to whoever
 * authenticates, so that a stranger gets an answer and not a broken handshake.
 */
public final class ApiTls {
    private final AtomicReference<SslContext> current;

    /**
     * @param chain the server's certificate first, its authority last
     * @param authorities named to clients, so that they can choose a certificate
     */
    public ApiTls(PrivateKey key, List<X509Certificate> chain, List<X509Certificate> authorities) {
        this.current = new AtomicReference<>(context(key, chain, authorities));
    }

    /** Used from the next connection on; open ones go on as they are. */
    public void renew(PrivateKey key, List<X509Certificate> chain, List<X509Certificate> authorities) {
        current.set(context(key, chain, authorities));
    }

    SslContext context() {
        return current.get();
    }

    private static SslContext context(PrivateKey key, List<X509Certificate> chain, List<X509Certificate> authorities) {
        try {
            return SslContextBuilder.forServer(key, chain)
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .clientAuth(ClientAuth.OPTIONAL)
                    .trustManager(new AcceptAnyClient(authorities))
                    .applicationProtocolConfig(new ApplicationProtocolConfig(
                            Protocol.ALPN,
                            SelectorFailureBehavior.NO_ADVERTISE,
                            SelectedListenerFailureBehavior.ACCEPT,
                            "http/1.1"))
                    .build();
        } catch (SSLException unusable) {
            throw new IllegalArgumentException("the server's key and certificate cannot be used for TLS", unusable);
        }
    }
}

package dev.longshore.engine.apiserver.http;

import dev.longshore.engine.access.Authentication;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP/1.1 connection: one request at a time, read on demand only, bounded in time. All fields but {@code proof} belong to the
 * event loop; tasks come in through {@link #answered}, {@link #drain} and {@link #cut}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // how writes and closes end arrives as an event of the channel
final class ApiConnection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ApiConnection.class);

    private final Serving serving;
    private final Channel channel;
    private final boolean secure;
    private final Deque<Object> behind = new ArrayDeque<>();
    private @Nullable NettyExchange current;
    private @Nullable ScheduledFuture<?> deadline;
    private boolean answered;
    private boolean lingering;
    private volatile boolean draining;
    private volatile @Nullable Authentication proof;

    ApiConnection(Serving serving, Channel channel, boolean secure) {
        this.serving = serving;
        this.channel = channel;
        this.secure = secure;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (!secure) {
            expectHead(serving.limits().firstHead());
        }
        context.read();
        context.fireChannelActive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent done && done.isSuccess()) {
            expectHead(serving.limits().firstHead());
            context.read();
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (lingering) {
            ReferenceCountUtil.release(message);
            context.read();
        } else if (current != null && (current.bodyEnded() || !behind.isEmpty())) {
            queue(message);
        } else {
            accept(message);
        }
    }

    private void queue(Object message) {
        if (behind.size() >= HttpLimits.QUEUED_REQUESTS_MAX * 2) {
            ReferenceCountUtil.release(message);
            channel.close();
            return;
        }
        behind.add(message);
    }

    private void accept(Object message) {
        if (message instanceof HttpRequest head) {
            begin(head);
        }
        if (message instanceof HttpContent part) {
            if (current != null) {
                current.part(part);
            }
            part.release();
            if (part instanceof LastHttpContent) {
                ended();
            }
        }
    }

    private void begin(HttpRequest head) {
        stopDeadline();
        answered = false;
        NettyExchange exchange = new NettyExchange(serving, this, channel, head);
        current = exchange;
        serving.tasks().start("api-request", () -> run(exchange));
    }

    private void run(NettyExchange exchange) {
        try {
            serving.handler().handle(exchange);
        } catch (Gone hungUp) {
            LOG.debug("{} {}: {}", exchange.method(), exchange.path(), hungUp.getMessage());
        } catch (RuntimeException fault) {
            LOG.error("{} {} failed without an answer", exchange.method(), exchange.path(), fault);
        } finally {
            exchange.finish();
        }
    }

    /** The request is complete. The read that stays open notices a caller who hangs up. */
    private void ended() {
        if (answered) {
            next();
        } else {
            channel.read();
        }
    }

    /** The answer is out. From any thread. */
    void answered(boolean keep) {
        channel.eventLoop().execute(() -> {
            answered = true;
            if (keep && !draining) {
                if (current == null || current.bodyEnded()) {
                    next();
                }
            } else if (current != null && !current.bodyEnded()) {
                linger();
            } else {
                channel.close();
            }
        });
    }

    private void next() {
        current = null;
        while (!behind.isEmpty() && (current == null || !current.bodyEnded())) {
            accept(behind.poll());
        }
        if (current == null) {
            expectHead(serving.limits().nextHead());
            channel.read();
        }
    }

    /** Lets the caller see the answer although it is still sending. */
    private void linger() {
        lingering = true;
        SslHandler ssl = channel.pipeline().get(SslHandler.class);
        if (ssl != null) {
            ssl.closeOutbound();
        } else if (channel instanceof SocketChannel socket) {
            socket.shutdownOutput();
        }
        channel.read();
        channel.eventLoop().schedule(() -> channel.close(), HttpLimits.LINGER.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Closes the connection once it is idle; says so to the exchange in progress. From any thread. */
    void drain() {
        draining = true;
        channel.eventLoop().execute(() -> {
            if (current == null) {
                channel.close();
            } else {
                current.drain();
            }
        });
    }

    /** Closes at once. From any thread. */
    void cut() {
        channel.close();
    }

    boolean draining() {
        return draining;
    }

    /** What the client's certificate proves. Asked of the verifier once, on the task of the first request. */
    Authentication proof() {
        Authentication known = proof;
        if (known == null) {
            known = verify();
            proof = known;
        }
        return known;
    }

    private Authentication verify() {
        SslHandler ssl = channel.pipeline().get(SslHandler.class);
        if (ssl == null) {
            return Authentication.nobody();
        }
        try {
            List<X509Certificate> chain = Arrays.stream(
                            ssl.engine().getSession().getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
            return serving.verifier().verify(chain);
        } catch (SSLPeerUnverifiedException none) {
            return Authentication.nobody();
        }
    }

    private void expectHead(Duration limit) {
        stopDeadline();
        deadline = channel.eventLoop().schedule(() -> channel.close(), limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void stopDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (current != null) {
            current.wake();
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stopDeadline();
        behind.forEach(ReferenceCountUtil::release);
        behind.clear();
        if (current != null) {
            current.hungUp();
        }
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable fault) {
        LOG.debug("connection {} closed: {}", channel.remoteAddress(), fault.toString());
        channel.close();
    }
}

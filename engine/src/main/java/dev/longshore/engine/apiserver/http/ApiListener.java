package dev.longshore.engine.apiserver.http;

import dev.longshore.tasks.Signal;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The API port: accepts connections and gives each request to the handler, on a task of its own. */
@SuppressWarnings("FutureReturnValueIgnored") // how writes and closes end arrives as an event of the channel
public final class ApiListener implements AutoCloseable {
    private static final int BACKLOG = 4096;

    private final Serving serving;
    private final Channel server;
    private final Set<ApiConnection> connections;
    private final Signal closed;

    private ApiListener(Serving serving, Channel server, Set<ApiConnection> connections, Signal closed) {
        this.serving = serving;
        this.server = server;
        this.connections = connections;
        this.closed = closed;
    }

    /**
     * Binds the port.
     *
     * @param loops event loops of the caller, who also ends them
     * @param tls empty: plain HTTP; for loopback only
     * @throws IllegalStateException when the address cannot be bound; it says which and why
     */
    public static ApiListener bind(
            EventLoopGroup loops, InetSocketAddress address, Optional<ApiTls> tls, Serving serving) {
        Signal closed = serving.tasks().signal();
        Set<ApiConnection> connections = ConcurrentHashMap.newKeySet();
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(32 * 1024, 64 * 1024))
                .childHandler(new Pipeline(serving, tls, connections, closed))
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IllegalStateException(
                    "cannot listen on " + address.getHostString() + ":" + address.getPort() + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        return new ApiListener(serving, bound.channel(), connections, closed);
    }

    /** Where it listens; the port is the real one when 0 was asked for. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.localAddress();
    }

    /** Connections open now. */
    public int connections() {
        return connections.size();
    }

    /**
     * Stops orderly: no new connections, idle ones are closed, long answers end, running requests get their answer. Returns when all
     * are gone or the grace has passed; what is left then is cut. From a task.
     */
    public void drain(Duration grace) {
        server.close().awaitUninterruptibly();
        connections.forEach(ApiConnection::drain);
        long end = serving.time().nanos() + grace.toNanos();
        while (!connections.isEmpty()) {
            long left = end - serving.time().nanos();
            if (left <= 0 || !closed.await(Duration.ofNanos(left))) {
                break;
            }
        }
        connections.forEach(ApiConnection::cut);
    }

    /** Cuts everything at once. */
    @Override
    public void close() {
        server.close().awaitUninterruptibly();
        connections.forEach(ApiConnection::cut);
    }

    private static final class Pipeline extends ChannelInitializer<Channel> {
        private final Serving serving;
        private final Optional<ApiTls> tls;
        private final Set<ApiConnection> connections;
        private final Signal closed;

        Pipeline(Serving serving, Optional<ApiTls> tls, Set<ApiConnection> connections, Signal closed) {
            this.serving = serving;
            this.tls = tls;
            this.connections = connections;
            this.closed = closed;
        }

        @Override
        protected void initChannel(Channel channel) {
            if (connections.size() >= serving.limits().connections()) {
                channel.close();
                return;
            }
            tls.ifPresent(present -> {
                SslHandler ssl = present.context().newHandler(channel.alloc());
                ssl.setHandshakeTimeout(HttpLimits.HANDSHAKE.toMillis(), TimeUnit.MILLISECONDS);
                channel.pipeline().addLast("ssl", ssl);
            });
            channel.pipeline().addLast("h1", new HttpServerCodec(codec()));
            ApiConnection connection = new ApiConnection(serving, channel, tls.isPresent());
            connections.add(connection);
            channel.closeFuture().addListener(done -> {
                connections.remove(connection);
                closed.raise();
            });
            channel.pipeline().addLast("api", connection);
        }

        private static HttpDecoderConfig codec() {
            return new HttpDecoderConfig()
                    .setMaxInitialLineLength(HttpLimits.LINE_BYTES_MAX)
                    .setMaxHeaderSize(HttpLimits.HEADERS_BYTES_MAX)
                    .setMaxChunkSize(HttpLimits.CHUNK_BYTES_MAX);
        }
    }
}

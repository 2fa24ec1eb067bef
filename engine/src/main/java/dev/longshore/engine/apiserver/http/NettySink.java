package dev.longshore.engine.apiserver.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes to a socket. Counts its own bytes in flight and waits while they exceed the window: {@link Channel#isWritable} alone lags
 * behind writes from other threads.
 */
@SuppressWarnings("FutureReturnValueIgnored") // how writes and closes end arrives as an event of the channel
final class NettySink implements ResponseSink {
    private final Serving serving;
    private final ApiConnection connection;
    private final Channel channel;
    private final NettyExchange exchange;
    private final AtomicLong inFlight = new AtomicLong();
    private boolean begun;
    private boolean ended;
    private boolean keep;

    NettySink(Serving serving, ApiConnection connection, Channel channel, NettyExchange exchange) {
        this.serving = serving;
        this.connection = connection;
        this.channel = channel;
        this.exchange = exchange;
    }

    @Override
    public void reply(int status, Map<String, List<String>> headers, byte[] body) {
        HttpResponse response = response(status, headers, exchange.mayKeepAlive());
        if (status != 304) {
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        }
        channel.write(response);
        for (int at = 0; at < body.length; at += HttpLimits.WINDOW_BYTES) {
            send(
                    body,
                    at,
                    Math.min(HttpLimits.WINDOW_BYTES, body.length - at),
                    at + HttpLimits.WINDOW_BYTES < body.length);
        }
        last();
    }

    @Override
    public void head(int status, Map<String, List<String>> headers) {
        HttpResponse response = response(status, headers, exchange.mayKeepAlive() && !exchange.oldHttp());
        if (!exchange.oldHttp()) {
            response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        channel.writeAndFlush(response);
    }

    private HttpResponse response(int status, Map<String, List<String>> headers, boolean keepAlive) {
        begun = true;
        keep = keepAlive;
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
        headers.forEach((name, values) -> response.headers().set(name, values));
        if (!keep) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        return response;
    }

    @Override
    public void write(byte[] part) {
        send(part, 0, part.length, true);
    }

    private void send(byte[] bytes, int offset, int length, boolean flush) {
        awaitWindow();
        inFlight.addAndGet(length);
        DefaultHttpContent content = new DefaultHttpContent(Unpooled.wrappedBuffer(bytes, offset, length));
        ChannelFutureListener done = written -> {
            inFlight.addAndGet(-length);
            exchange.wake();
        };
        if (flush) {
            channel.writeAndFlush(content).addListener(done);
        } else {
            channel.write(content).addListener(done);
        }
    }

    private void awaitWindow() {
        long limit = serving.limits().write().toNanos();
        long seen = inFlight.get();
        long end = serving.time().nanos() + limit;
        while (seen > HttpLimits.WINDOW_BYTES || !channel.isWritable()) {
            if (exchange.gone() || !channel.isActive()) {
                throw new Gone("the caller hung up");
            }
            if (!exchange.signal()
                    .await(Duration.ofNanos(Math.max(0, end - serving.time().nanos())))) {
                channel.close();
                throw new Gone("the caller took nothing for " + serving.limits().write());
            }
            long now = inFlight.get();
            end = now < seen ? serving.time().nanos() + limit : end;
            seen = now;
        }
        if (exchange.gone()) {
            throw new Gone("the caller hung up");
        }
    }

    @Override
    public void end() {
        last();
    }

    private void last() {
        ended = true;
        if (!channel.isActive()) {
            throw new Gone("the caller hung up");
        }
        channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT).addListener(done -> connection.answered(keep));
    }

    @Override
    public void abort() {
        ended = true;
        channel.close();
    }

    @Override
    public boolean begun() {
        return begun;
    }

    void finish() {
        if (!ended) {
            abort();
        }
    }
}

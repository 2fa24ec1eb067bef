package dev.longshore.engine.apiserver.http;

import dev.longshore.engine.access.Authentication;
import dev.longshore.tasks.Signal;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** A request over a socket. The event loop puts body parts in and raises the signal; the request's task does everything else. */
@SuppressWarnings("FutureReturnValueIgnored") // how writes and closes end arrives as an event of the channel
final class NettyExchange implements Exchange {
    private final Serving serving;
    private final ApiConnection connection;
    private final Channel channel;
    private final HttpRequest head;
    private final Map<String, List<String>> headers;
    private final String target;
    private final Signal signal;
    private final EndActions ends;
    private final NettySink sink;
    private final ConcurrentLinkedQueue<byte[]> parts = new ConcurrentLinkedQueue<>();
    private volatile boolean bodyEnded;
    private volatile boolean bodyBroken;
    private volatile boolean gone;

    NettyExchange(Serving serving, ApiConnection connection, Channel channel, HttpRequest head) {
        this.serving = serving;
        this.connection = connection;
        this.channel = channel;
        this.head = head;
        this.headers = lowerCase(head);
        this.target = originForm(head.uri());
        this.signal = serving.tasks().signal();
        this.ends = new EndActions(serving.tasks());
        this.sink = new NettySink(serving, connection, channel, this);
    }

    @Override
    public Optional<HttpFault> fault() {
        Throwable cause = head.decoderResult().cause();
        return switch (cause) {
            case null -> Optional.empty();
            case TooLongHttpLineException line -> Optional.of(new HttpFault(414, "the request line is too long"));
            case TooLongHttpHeaderException header -> Optional.of(new HttpFault(431, "the headers are too long"));
            default -> Optional.of(new HttpFault(400, "the request is not well-formed HTTP"));
        };
    }

    @Override
    public String method() {
        return head.method().name();
    }

    @Override
    public String path() {
        int mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark);
    }

    @Override
    public String query() {
        int mark = target.indexOf('?');
        return mark < 0 ? "" : target.substring(mark + 1);
    }

    @Override
    public Map<String, List<String>> headers() {
        return headers;
    }

    @Override
    public String remote() {
        return String.valueOf(channel.remoteAddress());
    }

    @Override
    public boolean isLocal() {
        return channel.remoteAddress() instanceof InetSocketAddress caller
                && caller.getAddress() != null
                && caller.getAddress().isLoopbackAddress();
    }

    @Override
    public Authentication connection() {
        return connection.proof();
    }

    @Override
    public byte[] readBody(int limitBytes) {
        if (HttpUtil.getContentLength(head, 0L) > limitBytes) {
            throw BodyRefused.tooLarge(limitBytes);
        }
        if (!bodyEnded && HttpUtil.is100ContinueExpected(head)) {
            channel.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        long end = serving.time().nanos() + serving.limits().body().toNanos();
        while (!drainParts(body, limitBytes)) {
            channel.read();
            if (!signal.await(Duration.ofNanos(end - serving.time().nanos()))) {
                throw BodyRefused.tooSlow();
            }
        }
        return body.toByteArray();
    }

    /** Whether the body is complete. */
    private boolean drainParts(ByteArrayOutputStream body, int limitBytes) {
        boolean complete = bodyEnded;
        for (byte[] part = parts.poll(); part != null; part = parts.poll()) {
            body.writeBytes(part);
            if (body.size() > limitBytes) {
                throw BodyRefused.tooLarge(limitBytes);
            }
        }
        if (bodyBroken) {
            throw BodyRefused.malformed();
        }
        if (gone && !complete) {
            throw new Gone("the caller hung up while sending");
        }
        return complete;
    }

    @Override
    public ResponseSink sink() {
        return sink;
    }

    @Override
    public boolean gone() {
        return gone;
    }

    @Override
    public boolean draining() {
        return connection.draining();
    }

    @Override
    public void onEnd(Runnable action) {
        ends.add(action);
    }

    // What the event loop tells.

    void part(HttpContent part) {
        if (part.decoderResult().isFailure()) {
            bodyBroken = true;
        } else if (part.content().isReadable()) {
            parts.add(ByteBufUtil.getBytes(part.content()));
        }
        if (part instanceof LastHttpContent) {
            bodyEnded = true;
        }
        signal.raise();
    }

    void hungUp() {
        gone = true;
        signal.raise();
        ends.fire();
    }

    void drain() {
        ends.fire();
    }

    void wake() {
        signal.raise();
    }

    boolean bodyEnded() {
        return bodyEnded;
    }

    // What the sink asks.

    Signal signal() {
        return signal;
    }

    /** Whether another request may follow on the connection. A body that was not read to its end must be the last thing on it. */
    boolean mayKeepAlive() {
        return HttpUtil.isKeepAlive(head)
                && head.decoderResult().isSuccess()
                && !bodyBroken
                && (bodyEnded || !hasBody())
                && !connection.draining();
    }

    boolean oldHttp() {
        return !head.protocolVersion().isKeepAliveDefault();
    }

    /** After the handler returned. */
    void finish() {
        sink.finish();
    }

    private boolean hasBody() {
        return HttpUtil.isTransferEncodingChunked(head) || HttpUtil.getContentLength(head, 0L) > 0;
    }

    private static Map<String, List<String>> lowerCase(HttpRequest head) {
        Map<String, List<String>> headers = new TreeMap<>();
        head.headers()
                .forEach(entry -> headers.computeIfAbsent(
                                entry.getKey().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                        .add(entry.getValue()));
        return headers;
    }

    private static String originForm(@Nullable String uri) {
        if (uri == null) {
            return "/";
        }
        int scheme = uri.startsWith("http://") ? 7 : uri.startsWith("https://") ? 8 : 0;
        if (scheme == 0) {
            return uri;
        }
        int path = uri.indexOf('/', scheme);
        return path < 0 ? "/" : uri.substring(path);
    }
}

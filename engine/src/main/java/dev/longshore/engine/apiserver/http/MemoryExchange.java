package dev.longshore.engine.apiserver.http;

import dev.longshore.engine.access.Authentication;
import dev.longshore.tasks.Closed;
import dev.longshore.tasks.Mailbox;
import dev.longshore.tasks.Tasks;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An exchange without sockets, with both of its ends: the handler sees an {@link Exchange}, the caller {@link #answer} and {@link
 * #body}. All waits go through the tasks handed in, so that it runs in simulation.
 */
public final class MemoryExchange implements Exchange {
    private static final int PARTS_MAX = 16;
    private static final byte[] NOTHING = new byte[0];

    private final Tasks tasks;
    private final Request request;
    private final Authentication connection;
    private final Mailbox<Head> heads;
    private final Mailbox<byte[]> parts;
    private final EndActions ends;
    private final MemorySink sink = new MemorySink();
    private final AtomicBoolean gone = new AtomicBoolean();
    private volatile boolean draining;
    private volatile boolean cut;

    /** What a caller sends. Header names in lower case. */
    public record Request(String method, String path, String query, Map<String, List<String>> headers, byte[] body) {
        /** @param target raw path with query */
        public static Request of(String method, String target, Map<String, List<String>> headers, byte[] body) {
            int mark = target.indexOf('?');
            return mark < 0
                    ? new Request(method, target, "", headers, body)
                    : new Request(method, target.substring(0, mark), target.substring(mark + 1), headers, body);
        }
    }

    /** Head of an answer. */
    public record Head(int status, Map<String, List<String>> headers) {}

    public MemoryExchange(Tasks tasks, Request request, Authentication connection) {
        this.tasks = tasks;
        this.request = request;
        this.connection = connection;
        this.heads = tasks.mailbox(1);
        this.parts = tasks.mailbox(PARTS_MAX);
        this.ends = new EndActions(tasks);
    }

    /** Starts the handler on a task and returns at once. */
    public void start(ExchangeHandler handler) {
        tasks.start("api-request", () -> {
            try {
                handler.handle(this);
            } catch (Gone hungUp) {
                hangUp();
            } finally {
                sink.finish();
            }
        });
    }

    /** Waits for the head of the answer. Empty: the limit passed, or the connection was cut. */
    public Optional<Head> answer(Duration limit) {
        return heads.take(limit);
    }

    /** The body as it comes. Closing it hangs up. */
    public InputStream body() {
        return new Body();
    }

    /** The caller hangs up. */
    public void hangUp() {
        if (gone.compareAndSet(false, true)) {
            heads.close();
            parts.close();
            ends.fire();
        }
    }

    /** The server wants to stop. */
    public void drain() {
        draining = true;
        ends.fire();
    }

    @Override
    public String method() {
        return request.method();
    }

    @Override
    public String path() {
        return request.path();
    }

    @Override
    public String query() {
        return request.query();
    }

    @Override
    public Map<String, List<String>> headers() {
        return request.headers();
    }

    @Override
    public String remote() {
        return "memory";
    }

    @Override
    public Authentication connection() {
        return connection;
    }

    @Override
    public byte[] readBody(int limitBytes) {
        if (request.body().length > limitBytes) {
            throw BodyRefused.tooLarge(limitBytes);
        }
        return request.body();
    }

    @Override
    public ResponseSink sink() {
        return sink;
    }

    @Override
    public boolean gone() {
        return gone.get();
    }

    @Override
    public boolean draining() {
        return draining;
    }

    @Override
    public void onEnd(Runnable action) {
        ends.add(action);
    }

    private final class MemorySink implements ResponseSink {
        private volatile boolean begun;
        private volatile boolean ended;

        @Override
        public void reply(int status, Map<String, List<String>> headers, byte[] body) {
            head(status, headers);
            if (body.length > 0) {
                write(body);
            }
            end();
        }

        @Override
        public void head(int status, Map<String, List<String>> headers) {
            begun = true;
            if (!heads.offer(new Head(status, headers))) {
                throw new Gone("the caller hung up");
            }
        }

        @Override
        public void write(byte[] part) {
            try {
                parts.put(part);
            } catch (Closed hungUp) {
                throw new Gone("the caller hung up");
            }
        }

        @Override
        public void end() {
            ended = true;
            parts.close();
        }

        @Override
        public void abort() {
            cut = true;
            begun = true;
            heads.close();
            parts.close();
        }

        @Override
        public boolean begun() {
            return begun;
        }

        private void finish() {
            if (!ended) {
                abort();
            }
        }
    }

    private final class Body extends InputStream {
        private byte[] part = NOTHING;
        private int at;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            while (at == part.length) {
                Optional<byte[]> next = parts.take(Tasks.FOREVER);
                if (next.isEmpty()) {
                    if (cut || gone.get()) {
                        throw new IOException("the connection was cut");
                    }
                    return -1;
                }
                part = next.get();
                at = 0;
            }
            int count = Math.min(length, part.length - at);
            System.arraycopy(part, at, into, offset, count);
            at += count;
            return count;
        }

        @Override
        public int available() {
            return part.length - at;
        }

        @Override
        public void close() {
            hangUp();
        }
    }
}

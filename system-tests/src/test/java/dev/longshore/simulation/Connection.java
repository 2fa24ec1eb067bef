package dev.longshore.simulation;

import dev.longshore.engine.apiserver.http.MemoryExchange;
import dev.longshore.engine.apiserver.http.MemoryExchange.Head;
import dev.longshore.tasks.Mailbox;
import dev.longshore.tasks.simulated.SimulatedProcess;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/** An exchange between a node and the engine, while it lasts. */
final class Connection {
    /** How long a server sends into nothing before it gives a client up. */
    private static final Duration GIVEN_UP = Duration.ofSeconds(30);

    private final String client;
    private final SimulatedProcess process;
    private final MemoryExchange exchange;
    private final Mailbox<String> silence;
    private boolean mute;

    /** @param process of the client */
    Connection(SimulatedProcess process, MemoryExchange exchange) {
        this.client = process.name();
        this.process = process;
        this.exchange = exchange;
        this.silence = process.mailbox(1);
    }

    String client() {
        return client;
    }

    boolean over() {
        return exchange.gone();
    }

    /** Both ends notice. */
    void reset() {
        exchange.hangUp();
    }

    /** Nothing comes through any more, and neither end is told. */
    void mute() {
        mute = true;
    }

    /** The head of the answer; empty when it does not come in time. */
    Optional<Head> head(Duration limit) {
        return exchange.answer(limit).filter(begun -> !mute);
    }

    /**
     * The answer as the client reads it.
     *
     * @param patience how long the client waits for what does not come
     */
    InputStream body(Duration patience) {
        return new Body(exchange.body(), patience);
    }

    private final class Body extends InputStream {
        private final InputStream sent;
        private final Duration patience;

        Body(InputStream sent, Duration patience) {
            this.sent = sent;
            this.patience = patience;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                int count = sent.read(into, offset, length);
                return mute ? nothing() : count;
            } catch (IOException broken) {
                return mute ? nothing() : broken(broken);
            }
        }

        private int nothing() throws IOException {
            var _ = silence.take(patience);
            throw new IOException("nothing came");
        }

        private static int broken(IOException fault) throws IOException {
            throw fault;
        }

        @Override
        public void close() {
            silence.close();
            if (mute) {
                process.world().after(GIVEN_UP, exchange::hangUp);
            } else {
                exchange.hangUp();
            }
        }
    }
}

package dev.longshore.simulation;

import dev.longshore.cluster.WatchEvent;
import dev.longshore.tasks.Mailbox;
import dev.longshore.tasks.Task;

/** An open stream from the engine to a client. */
final class Connection {
    private final String client;
    private final Mailbox<WatchEvent> stream;
    private final Task pump;
    private boolean closed;

    /** @param pump the engine's task that fills the stream */
    Connection(String client, Mailbox<WatchEvent> stream, Task pump) {
        this.client = client;
        this.stream = stream;
        this.pump = pump;
    }

    String client() {
        return client;
    }

    boolean closed() {
        return closed;
    }

    /** Both ends notice. */
    void reset() {
        closed = true;
        stream.close();
        pump.stop();
    }
}

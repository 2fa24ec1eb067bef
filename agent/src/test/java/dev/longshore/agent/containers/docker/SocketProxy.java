package dev.longshore.agent.containers.docker;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between an engine and its Docker: cuts what is open, or swallows all that is asked. */
final class SocketProxy implements AutoCloseable {
    private final Path socket;
    private final Path target;
    private final ServerSocketChannel server;
    private final List<SocketChannel> open = new CopyOnWriteArrayList<>();
    private volatile boolean mute;

    private SocketProxy(Path socket, Path target, ServerSocketChannel server) {
        this.socket = socket;
        this.target = target;
        this.server = server;
    }

    static SocketProxy between(Path socket, Path target) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        var proxy = new SocketProxy(socket, target, server);
        Thread.ofVirtual().start(proxy::accept);
        return proxy;
    }

    /** Every open connection breaks; new ones work. */
    void cut() {
        open.forEach(SocketProxy::shut);
        open.clear();
    }

    /** From now on requests of new connections are taken and never answered, as by a stopped process. */
    void mute() {
        mute = true;
        cut();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                open.add(client);
                if (mute) {
                    continue;
                }
                SocketChannel docker = SocketChannel.open(UnixDomainSocketAddress.of(target));
                open.add(docker);
                Thread.ofVirtual().start(() -> carry(client, docker));
                Thread.ofVirtual().start(() -> carry(docker, client));
            }
        } catch (IOException closed) {
            cut();
        }
    }

    private static void carry(SocketChannel from, SocketChannel to) {
        ByteBuffer bytes = ByteBuffer.allocate(16 * 1024);
        try {
            while (from.read(bytes) >= 0) {
                bytes.flip();
                while (bytes.hasRemaining()) {
                    to.write(bytes);
                }
                bytes.clear();
            }
        } catch (IOException cut) {
            // Both ends go below.
        }
        shut(from);
        shut(to);
    }

    private static void shut(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException gone) {
            // It is closed all the same.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
        Files.deleteIfExists(socket);
    }
}

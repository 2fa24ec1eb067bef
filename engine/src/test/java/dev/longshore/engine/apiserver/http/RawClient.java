package dev.longshore.engine.apiserver.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Bytes to and from a port: what no HTTP library would let a test send. */
public final class RawClient implements AutoCloseable {
    private static final int LIMIT_MILLIS = 5_000;

    private final Socket socket;

    private RawClient(Socket socket) {
        this.socket = socket;
    }

    public static RawClient plain(InetSocketAddress address) {
        return connected(new Socket(), address);
    }

    public static RawClient tls(InetSocketAddress address, SSLContext context) {
        try {
            RawClient client = connected(context.getSocketFactory().createSocket(), address);
            ((SSLSocket) client.socket).startHandshake();
            return client;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static RawClient connected(Socket socket, InetSocketAddress address) {
        try {
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.connect(address);
            return new RawClient(socket);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    public Socket socket() {
        return socket;
    }

    /** Line ends as HTTP wants them. */
    public RawClient send(String text) {
        try {
            socket.getOutputStream().write(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return this;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Everything up to and with a text. */
    public String until(String end) {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            InputStream in = socket.getInputStream();
            while (!read.toString(StandardCharsets.ISO_8859_1).endsWith(end)) {
                int next = in.read();
                if (next < 0) {
                    throw new IllegalStateException("closed after " + read);
                }
                read.write(next);
            }
        } catch (IOException fault) {
            throw new UncheckedIOException("after " + read, fault);
        }
        return read.toString(StandardCharsets.ISO_8859_1);
    }

    /** Everything until the other side closes. */
    public String rest() {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}

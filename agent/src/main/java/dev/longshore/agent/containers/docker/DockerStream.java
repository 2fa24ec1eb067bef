package dev.longshore.agent.containers.docker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Locale;

/** The answer to one GET on a Docker socket, as a stream that lasts as long as Docker sends. Closing it from another thread ends a read. */
final class DockerStream implements AutoCloseable {
    private static final int LINE_BYTES_MAX = 8192;

    private final SocketChannel channel;
    private final InputStream body;

    private DockerStream(SocketChannel channel, InputStream body) {
        this.channel = channel;
        this.body = body;
    }

    /** @param path with query, encoded */
    static DockerStream get(Path socket, String path) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            ByteBuffer request =
                    US_ASCII.encode("GET " + path + " HTTP/1.1\r\nHost: docker\r\nAccept: application/json\r\n\r\n");
            while (request.hasRemaining()) {
                channel.write(request);
            }
            return answer(channel, new BufferedInputStream(Channels.newInputStream(channel)));
        } catch (IOException | RuntimeException fault) {
            channel.close();
            throw fault;
        }
    }

    private static DockerStream answer(SocketChannel channel, InputStream in) throws IOException {
        String status = line(in);
        boolean chunked = false;
        long length = Long.MAX_VALUE;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String lower = header.toLowerCase(Locale.ROOT);
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(lower.substring(15).strip());
            }
        }
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException("Docker answered " + status);
        }
        return new DockerStream(channel, new Body(in, chunked, chunked ? 0 : length));
    }

    InputStream body() {
        return body;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("Docker closed the connection");
            }
            if (line.length() >= LINE_BYTES_MAX) {
                throw new IOException("Docker sent a line that is too long");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    /** A body in chunks, or of a length. Source: RFC 9112 §7.1. */
    private static final class Body extends InputStream {
        private final InputStream in;
        private final boolean chunked;
        private long left;
        private boolean first = true;
        private boolean ended;

        Body(InputStream in, boolean chunked, long left) {
            this.in = in;
            this.chunked = chunked;
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            if (left == 0 && chunked && !ended) {
                nextChunk();
            }
            if (left == 0 || ended) {
                return -1;
            }
            int count = in.read(bytes, from, (int) Math.min(length, left));
            left -= Math.max(count, 0);
            return count;
        }

        private void nextChunk() throws IOException {
            if (!first) {
                line(in);
            }
            first = false;
            left = Long.parseLong(line(in).split(";", -1)[0].strip(), 16);
            ended = left == 0;
        }
    }
}

package dev.longshore.engine.gitops.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/** A Git host on a loopback port: smart HTTP by the JDK's server and JGit's upload-pack. */
final class SmartHttpServer implements AutoCloseable {
    private final HttpServer server;
    private final Optional<GitHost.Credentials> wanted;

    SmartHttpServer(Repository git, Optional<GitHost.Credentials> wanted) {
        this.wanted = wanted;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/shop.git/info/refs", exchange -> answer(exchange, git, true));
        server.createContext("/shop.git/git-upload-pack", exchange -> answer(exchange, git, false));
        server.createContext("/moved.git/", this::redirect);
        server.start();
    }

    String url(String name) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
    }

    private void redirect(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Location", "http://127.0.0.2:1" + exchange.getRequestURI());
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void answer(HttpExchange exchange, Repository git, boolean advertise) throws IOException {
        if (!allowed(exchange)) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
            return;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Optional<String> protocol =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Git-Protocol"));
        try (UploadPack pack = new UploadPack(git)) {
            pack.setBiDirectionalPipe(false);
            protocol.ifPresent(version -> pack.setExtraParameters(List.of(version.split(":", -1))));
            if (advertise) {
                advertise(pack, protocol, out);
            } else {
                pack.upload(body(exchange), out, null);
            }
        }
        String kind = advertise ? "advertisement" : "result";
        exchange.getResponseHeaders().set("Content-Type", "application/x-git-upload-pack-" + kind);
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(out.toByteArray());
        exchange.close();
    }

    private static void advertise(UploadPack pack, Optional<String> protocol, ByteArrayOutputStream out)
            throws IOException {
        PacketLineOut lines = new PacketLineOut(out);
        if (protocol.filter("version=2"::equals).isEmpty()) {
            lines.writeString("# service=git-upload-pack\n");
            lines.end();
        }
        pack.sendAdvertisedRefs(new PacketLineOutRefAdvertiser(lines));
    }

    private static InputStream body(HttpExchange exchange) throws IOException {
        byte[] raw = exchange.getRequestBody().readAllBytes();
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        return zipped ? new GZIPInputStream(new ByteArrayInputStream(raw)) : new ByteArrayInputStream(raw);
    }

    private boolean allowed(HttpExchange exchange) {
        return wanted.map(secret -> "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        (secret.user() + ":" + secret.password()).getBytes(StandardCharsets.UTF_8)))
                .map(header -> header.equals(exchange.getRequestHeaders().getFirst("Authorization")))
                .orElse(true);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package dev.longshore.engine.apiserver;

import dev.longshore.engine.access.certificates.AdminKubeconfig;
import dev.longshore.engine.access.certificates.ClientCertificates;
import dev.longshore.engine.access.certificates.Credential;
import dev.longshore.engine.apiserver.http.ApiListener;
import dev.longshore.engine.apiserver.http.ApiTls;
import dev.longshore.engine.apiserver.http.HttpLimits;
import dev.longshore.engine.apiserver.http.Serving;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** An API server on a loopback port, with TLS, as the engine wires it. */
final class ListeningWorld implements AutoCloseable {
    final ApiWorld world;
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final ApiListener listener;

    ListeningWorld() {
        this(new ApiWorld());
    }

    /** @param world closed with this */
    ListeningWorld(ApiWorld world) {
        this.world = world;
        Credential server = world.authority.server(List.of(), world.time.now());
        ClientCertificates clients = new ClientCertificates(world.authority.certificate());
        listener = ApiListener.bind(
                loops,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional.of(new ApiTls(server.key(), server.chain(), List.of(world.authority.certificate()))),
                new Serving(
                        world.tasks,
                        world.time,
                        HttpLimits.DEFAULT,
                        chain -> clients.verify(chain, world.time.now()),
                        world.server));
    }

    String url() {
        return "https://127.0.0.1:" + listener.address().getPort();
    }

    void kubeconfig(Path file) {
        AdminKubeconfig.write(file, url(), world.authority, world.authority.admin("admin", world.time.now()));
    }

    void drain(Duration grace) {
        listener.drain(grace);
    }

    @Override
    public void close() {
        listener.close();
        world.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}

package dev.longshore.agent.containers.docker;

import dev.longshore.agent.containers.ContainerEngine.RegistryLogin;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Debian's docker-registry on loopback, that asks for a login and has one image. */
final class TestImageRegistry implements AutoCloseable {
    static final RegistryLogin LOGIN = new RegistryLogin("reader", "open sesame");

    private final Process process;
    private final String address;

    private TestImageRegistry(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    static TestImageRegistry start(Path folder) throws IOException {
        String address = "127.0.0.1:" + freePort();
        Path users = folder.resolve("users");
        Files.writeString(users, Shell.run("htpasswd", "-Bbn", LOGIN.user(), LOGIN.password()) + "\n");
        Path settings = folder.resolve("registry.yml");
        Files.writeString(settings, """
                version: 0.1
                log: {level: error}
                storage: {filesystem: {rootdirectory: %s}}
                http: {addr: %s}
                auth: {htpasswd: {realm: test, path: %s}}
                """.formatted(folder.resolve("store"), address, users));
        Process process = new ProcessBuilder("docker-registry", "serve", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("registry.log").toFile())
                .start();
        var registry = new TestImageRegistry(process, address);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(registry::answers);
        return registry;
    }

    /** Pushes an image of this machine as {@code bb} with a tag, which may be one that another image had. */
    void push(String image, String tag, Path folder) {
        String config = folder.resolve("docker-config").toString();
        String name = address + "/bb:" + tag;
        Shell.run("docker", "--config", config, "login", "-u", LOGIN.user(), "-p", LOGIN.password(), address);
        Shell.run("docker", "tag", image, name);
        Shell.run("docker", "--config", config, "push", "-q", name);
        Shell.run("docker", "rmi", name);
    }

    String address() {
        return address;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private boolean answers() throws IOException {
        try {
            var connection = (HttpURLConnection)
                    URI.create("http://" + address + "/v2/").toURL().openConnection();
            return connection.getResponseCode() == 401;
        } catch (java.net.ConnectException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

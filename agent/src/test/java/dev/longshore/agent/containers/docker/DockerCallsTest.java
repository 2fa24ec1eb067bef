package dev.longshore.agent.containers.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.agent.containers.ContainerFault;
import dev.longshore.tasks.VirtualTasks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerCallsTest {
    private static final Path DOCKER = Path.of("/var/run/docker.sock");
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private SocketProxy proxy;
    private DockerCalls calls;

    @BeforeEach
    void connect() throws IOException {
        proxy = SocketProxy.between(folder.resolve("s"), DOCKER);
        calls = new DockerCalls(folder.resolve("s"), new VirtualTasks((task, fault) -> {}));
    }

    @AfterEach
    void disconnect() throws IOException {
        proxy.close();
    }

    @Test
    @DisplayName("P34: a Docker that takes the request and never answers is UNAVAILABLE when the limit has passed")
    void silenceIsUnavailable() {
        assertThat(ping(LONG)).isTrue();
        proxy.mute();

        assertThatThrownBy(() -> ping(Duration.ofMillis(200)))
                .isInstanceOfSatisfying(
                        ContainerFault.class,
                        fault -> assertThat(fault.type()).isEqualTo(ContainerFault.Type.UNAVAILABLE))
                .hasMessageContaining("did not answer within");
    }

    @Test
    @DisplayName("A connection that broke between two calls is not noticed by the caller")
    void aBrokenConnectionIsReplaced() {
        assertThat(ping(LONG)).isTrue();
        proxy.cut();

        assertThat(ping(LONG)).isTrue();
    }

    @Test
    @DisplayName("A Docker that is gone is UNAVAILABLE, with the path of its socket")
    void goneIsUnavailable() throws IOException {
        proxy.close();

        assertThatThrownBy(() -> ping(LONG)).hasMessageContaining("cannot be reached at " + folder.resolve("s"));
    }

    private boolean ping(Duration limit) {
        return calls.call("a ping", limit, client -> {
            client.pingCmd().exec();
            return true;
        });
    }
}

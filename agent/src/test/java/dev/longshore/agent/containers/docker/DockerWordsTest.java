package dev.longshore.agent.containers.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.longshore.agent.containers.ContainerFault;
import dev.longshore.agent.containers.docker.DockerConnection.ApiVersion;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Versions, references, refusals and the pause image, as text and bytes. */
class DockerWordsTest {
    @ParameterizedTest(name = "newest {0}, oldest {1}: {2}")
    @CsvSource({"1.41, 1.12, 1.41", "1.43, 1.24, 1.43", "1.50, 1.24, 1.43", "1.52, 1.44, 1.44"})
    @DisplayName("The version is agreed on, not pinned")
    void agreesOnAVersion(String newest, String oldest, String agreed) {
        assertThat(ApiVersion.agree(newest, oldest)).hasToString(agreed);
    }

    @Test
    @DisplayName("A Docker before 20.10 is refused, with what is needed")
    void refusesAnOldDocker() {
        assertThatThrownBy(() -> ApiVersion.agree("1.40", "1.12")).hasMessageContaining("Docker 20.10");
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource({
        "bb, bb, latest",
        "bb:1, bb, 1",
        "127.0.0.1:5000/bb, 127.0.0.1:5000/bb, latest",
        "127.0.0.1:5000/a/bb:1, 127.0.0.1:5000/a/bb, 1",
        "127.0.0.1:5000/bb@sha256:ab, 127.0.0.1:5000/bb@sha256:ab, ''",
        "127.0.0.1:5000/bb:1@sha256:ab, 127.0.0.1:5000/bb@sha256:ab, ''"
    })
    @DisplayName("M02: a reference is split for the pull, and a digest wins over a tag")
    void splitsReferences(String text, String name, String tag) {
        assertThat(ImageReference.of(text)).isEqualTo(new ImageReference(name, tag));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "404, No such image: bb:1, NO_SUCH_IMAGE",
        "404, No such container: abc, NO_SUCH_CONTAINER",
        "404, network pods not found, FAILED",
        "400, Minimum memory limit allowed is 6MB, INVALID",
        "400, invalid reference format, INVALID_IMAGE_NAME",
        "409, cannot join network of a non running container: abc, CONFLICT",
        "500, something else, FAILED"
    })
    @DisplayName("A refusal is told in Docker's words and typed for the caller")
    void typesRefusals(int status, String text, ContainerFault.Type type) {
        var refusal = new DockerException("Status " + status + ": {\"message\":\"" + text + "\"}\n", status);

        ContainerFault fault = DockerFaults.of(refusal);

        assertThat(fault.type()).isEqualTo(type);
        assertThat(fault).hasMessage(text);
    }

    @Test
    @DisplayName("S13: where Docker may not give capabilities, the error says so, what to do, and what Docker said")
    void explainsCapabilities() {
        String docker = "OCI runtime create failed: unable to apply caps: operation not permitted: unknown";

        assertThat(DockerFaults.startError(docker))
                .isEqualTo("Docker on this machine may not give all capabilities that the container asks for;"
                        + " ask for fewer (privileged asks for all), or run it on another node: " + docker);
        assertThat(DockerFaults.startError("no such file")).isEqualTo("no such file");
    }

    @Test
    @DisplayName("A refusal that is no JSON is told as it came")
    void tellsPlainText() {
        assertThat(DockerFaults.of(new NotFoundException("page not found"))).hasMessage("page not found");
    }

    @Test
    @DisplayName("P02: the pause image has the same bytes and id on every node and in every build")
    void thePauseImageIsStable() {
        assertThat(PauseImage.of("x86_64").archive())
                .isEqualTo(PauseImage.of("amd64").archive());
        assertThat(PauseImage.of("x86_64").id())
                .isEqualTo("sha256:7e6b2d0c4d652424c12c5bdd099712e991190e2a1af92a5ad305ca4ba4b8c062");
        assertThat(PauseImage.of("aarch64").reference()).isEqualTo("longshore/pause:1-arm64");
    }

    @Test
    @DisplayName("A machine without a pause program is named")
    void namesTheArchitecture() {
        assertThatThrownBy(() -> PauseImage.of("riscv64")).hasMessageContaining("riscv64");
    }
}

package dev.longshore.agent.containers.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.longshore.agent.containers.ContainerFault;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A client that speaks a version both sides know.
 *
 * @param api the version, for example 1.41
 */
record DockerConnection(DockerClient client, ApiVersion api) {
    private static final int CONNECTIONS_MAX = 64;

    /** The engine's credentials of whoever runs the agent are not ours: logins come with the pull. */
    private static final String NO_CONFIG = "/nonexistent";

    /** Asks the engine what it speaks, without a version in the path, and agrees on one. */
    static DockerConnection open(Path socket) throws IOException {
        ApiVersion api;
        try (DockerStream answer = DockerStream.get(socket, "/version")) {
            JsonNode version = new ObjectMapper().readTree(answer.body());
            api = ApiVersion.agree(
                    version.path("ApiVersion").asText("1.41"),
                    version.path("MinAPIVersion").asText("1.12"));
        }
        return new DockerConnection(client(socket, api), api);
    }

    private static DockerClient client(Path socket, ApiVersion api) {
        DockerClientConfig config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost("unix://" + socket)
                .withDockerTlsVerify(false)
                .withDockerConfig(NO_CONFIG)
                .withApiVersion(api.toString())
                .build();
        var http = new ZerodepDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost())
                .maxConnections(CONNECTIONS_MAX)
                .build();
        return DockerClientImpl.getInstance(config, http);
    }

    /** A version of the Docker API. */
    record ApiVersion(int major, int minor) {
        /** Before this, fields that are needed are missing (20.10). */
        private static final ApiVersion LOWEST = new ApiVersion(1, 41);

        /** From 1.44 a read-only bind makes mounts below it read-only, too, which Kubernetes does not want. */
        private static final ApiVersion PREFERRED = new ApiVersion(1, 43);

        static ApiVersion of(String text) {
            String[] parts = text.split("\\.", -1);
            return new ApiVersion(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        }

        /** The preferred version, or the nearest that the engine takes. */
        static ApiVersion agree(String newest, String oldest) {
            ApiVersion agreed = PREFERRED.above(of(newest)) ? of(newest) : PREFERRED;
            agreed = of(oldest).above(agreed) ? of(oldest) : agreed;
            if (LOWEST.above(agreed)) {
                String text = "Docker speaks API " + newest + "; " + LOWEST + " (Docker 20.10) or newer is needed";
                throw new ContainerFault(ContainerFault.Type.FAILED, text);
            }
            return agreed;
        }

        private boolean above(ApiVersion other) {
            return major > other.major || (major == other.major && minor > other.minor);
        }

        @Override
        public String toString() {
            return major + "." + minor;
        }
    }
}

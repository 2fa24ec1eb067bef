package dev.longshore.agent.containers.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.DockerException;
import dev.longshore.agent.containers.ContainerFault;

/** Docker's refusals in the words of the port. */
final class DockerFaults {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A Docker that runs in a container or a small machine often lacks some itself. */
    private static final String NO_CAPABILITIES =
            "Docker on this machine may not give all capabilities that the container asks for; ask for fewer"
                    + " (privileged asks for all), or run it on another node: ";

    private DockerFaults() {}

    /** A refusal of a create, or of anything without rules of its own. */
    static ContainerFault of(DockerException refusal) {
        String text = text(refusal);
        return new ContainerFault(type(refusal.getHttpStatus(), text), text);
    }

    /** A refusal of a pull. */
    static ContainerFault ofPull(String text) {
        return new ContainerFault(
                isBadName(text) ? ContainerFault.Type.INVALID_IMAGE_NAME : ContainerFault.Type.PULL_FAILED, text);
    }

    private static boolean isBadName(String text) {
        return text.contains("invalid reference format") || text.contains("invalid repository name");
    }

    private static ContainerFault.Type type(int status, String text) {
        if (text.contains("cannot join network of a non running container")) {
            return ContainerFault.Type.CONFLICT;
        }
        if (isBadName(text)) {
            return ContainerFault.Type.INVALID_IMAGE_NAME;
        }
        if (text.contains("No such image") || text.contains("no such image")) {
            return ContainerFault.Type.NO_SUCH_IMAGE;
        }
        if (text.contains("No such container")) {
            return ContainerFault.Type.NO_SUCH_CONTAINER;
        }
        return switch (status) {
            case 400 -> ContainerFault.Type.INVALID;
            case 409 -> ContainerFault.Type.CONFLICT;
            default -> ContainerFault.Type.FAILED;
        };
    }

    /** Why a container did not start: Docker's text, and what it means where that cannot be guessed. */
    static String startError(String text) {
        return text.contains("unable to apply caps") ? NO_CAPABILITIES + text : text;
    }

    /** Docker's own sentence, without the status and JSON around it. */
    static String text(DockerException refusal) {
        String text = String.valueOf(refusal.getMessage());
        int json = text.indexOf('{');
        if (json >= 0) {
            try {
                return JSON.readTree(text.substring(json))
                        .path("message")
                        .asText(text)
                        .strip();
            } catch (JsonProcessingException plain) {
                return text.strip();
            }
        }
        return text.replaceFirst("^Status \\d+: ", "").strip();
    }
}

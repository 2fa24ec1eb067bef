package dev.longshore.agent.containers.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.ContainerNetwork;
import dev.longshore.agent.containers.Container;
import dev.longshore.agent.containers.ContainerEngine.Image;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Docker tells of containers and images, in the words of the port. */
final class DockerContainers {
    private DockerContainers() {}

    static Container of(InspectContainerResponse told) {
        var state = told.getState();
        return new Container(
                told.getId(),
                told.getName().replaceFirst("^/", ""),
                labels(told),
                state(state.getStatus()),
                state.getExitCodeLong() == null ? 0 : state.getExitCodeLong().intValue(),
                Boolean.TRUE.equals(state.getOOMKilled()),
                DockerFaults.startError(text(state.getError())),
                text(told.getConfig().getImage()),
                text(told.getImageId()),
                state.getPidLong() == null ? 0 : state.getPidLong().intValue(),
                address(told),
                time(told.getCreated()).orElse(Instant.EPOCH),
                time(state.getStartedAt()),
                time(state.getFinishedAt()));
    }

    static Map<String, String> labels(InspectContainerResponse told) {
        return told.getConfig().getLabels() == null
                ? Map.of()
                : Map.copyOf(told.getConfig().getLabels());
    }

    static Image image(InspectImageResponse told) {
        ContainerConfig config = told.getConfig() == null ? new ContainerConfig() : told.getConfig();
        return new Image(
                text(told.getId()),
                list(told.getRepoTags()),
                list(told.getRepoDigests()),
                told.getSize() == null ? 0 : told.getSize(),
                text(config.getUser()),
                array(config.getEntrypoint()),
                array(config.getCmd()),
                array(config.getEnv()),
                text(config.getWorkingDir()));
    }

    static List<String> array(String @Nullable [] items) {
        return items == null ? List.of() : List.copyOf(Arrays.asList(items));
    }

    private static List<String> list(@Nullable List<String> items) {
        return items == null ? List.of() : List.copyOf(items);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static Container.State state(@Nullable String status) {
        return status == null ? Container.State.DEAD : Container.State.valueOf(status.toUpperCase(Locale.ROOT));
    }

    private static String address(InspectContainerResponse told) {
        return told.getNetworkSettings().getNetworks().values().stream()
                .map(ContainerNetwork::getIpAddress)
                .filter(address -> address != null && !address.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** Docker writes the year 1 for never. */
    private static Optional<Instant> time(@Nullable String text) {
        return Optional.ofNullable(text)
                .filter(stamp -> !stamp.isEmpty())
                .map(stamp -> OffsetDateTime.parse(stamp).toInstant())
                .filter(instant -> instant.isAfter(Instant.EPOCH));
    }
}

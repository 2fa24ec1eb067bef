package dev.longshore.agent.containers.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Network;
import dev.longshore.agent.containers.ContainerEngine.NetworkSpec;
import dev.longshore.agent.containers.ContainerFault;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Bridge networks of Docker. */
final class DockerNetworks {
    private static final int LOOKS = 20;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private DockerNetworks() {}

    /**
     * Docker does not keep names of networks unique, but refuses a second network with the same range: whoever comes second reads again.
     *
     * @return the id
     */
    static String ensure(DockerClient client, NetworkSpec wanted) {
        Optional<Network> there = find(client, wanted.name());
        if (there.isPresent()) {
            return checked(there.get(), wanted);
        }
        try {
            return client.createNetworkCmd()
                    .withName(wanted.name())
                    .withDriver("bridge")
                    .withCheckDuplicate(true)
                    .withLabels(wanted.labels())
                    .withIpam(new Network.Ipam()
                            .withConfig(new Network.Ipam.Config()
                                    .withSubnet(wanted.subnet())
                                    .withGateway(wanted.gateway())))
                    .exec()
                    .getId();
        } catch (DockerException faster) {
            return checked(madeByAnother(client, wanted, faster), wanted);
        }
    }

    /** Its range is taken a moment before it can be seen. */
    private static Network madeByAnother(DockerClient client, NetworkSpec wanted, DockerException refusal) {
        for (int look = 0; look < LOOKS; look++) {
            Optional<Network> made = find(client, wanted.name());
            if (made.isPresent()) {
                return made.get();
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        throw refused(wanted, DockerFaults.text(refusal));
    }

    private static Optional<Network> find(DockerClient client, String name) {
        try {
            return Optional.of(client.inspectNetworkCmd().withNetworkId(name).exec());
        } catch (NotFoundException absent) {
            return Optional.empty();
        }
    }

    private static String checked(Network there, NetworkSpec wanted) {
        boolean same = there.getIpam().getConfig().stream()
                .anyMatch(range -> wanted.subnet().equals(range.getSubnet())
                        && wanted.gateway().equals(range.getGateway()));
        if (!same) {
            throw refused(wanted, "it exists with another range; remove it (docker network rm) or choose another name");
        }
        return there.getId();
    }

    private static ContainerFault refused(NetworkSpec wanted, String why) {
        String text = "network %s with %s and gateway %s: %s"
                .formatted(wanted.name(), wanted.subnet(), wanted.gateway(), why);
        return new ContainerFault(ContainerFault.Type.CONFLICT, text);
    }
}

package dev.longshore.agent.containers.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Info;
import dev.longshore.agent.containers.Container;
import dev.longshore.agent.containers.ContainerEngine;
import dev.longshore.agent.containers.ContainerFault;
import dev.longshore.agent.containers.ContainerSpec;
import dev.longshore.agent.containers.Scope;
import dev.longshore.tasks.Tasks;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Docker Engine 20.10 and newer over its Unix socket. Does not connect before the first call, and connects again whenever the connection
 * broke: a Docker that comes late, restarts or is upgraded is found. Docker over TCP is not supported yet.
 */
public final class DockerContainerEngine implements ContainerEngine {
    private static final Duration QUICK = Duration.ofSeconds(15);
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration PULL = Duration.ofHours(1);
    private static final Duration PULL_SILENCE = Duration.ofSeconds(60);

    private final DockerCalls calls;
    private final Scope scope;
    private final Tasks tasks;
    private final AtomicReference<Optional<Boolean>> lowersOomScore = new AtomicReference<>(Optional.empty());

    /** @param tasks whose waits its calls are: a task that is stopped waits for no answer, and Docker goes on with what it was asked for */
    public DockerContainerEngine(Path socket, Scope scope, Tasks tasks) {
        this.calls = new DockerCalls(socket, tasks);
        this.scope = scope;
        this.tasks = tasks;
    }

    @Override
    public EngineInfo info() {
        Info told = quick("what it is", client -> client.infoCmd().exec());
        return new EngineInfo(
                String.valueOf(told.getServerVersion()),
                calls.api(QUICK).toString(),
                "2".equals(told.getCGroupVersion()) ? 2 : 1,
                String.valueOf(told.getCGroupDriver()),
                String.valueOf(told.getArchitecture()),
                told.getNCPU() == null ? 1 : told.getNCPU(),
                told.getMemTotal() == null ? 0 : told.getMemTotal(),
                String.valueOf(told.getKernelVersion()),
                String.valueOf(told.getOperatingSystem()),
                lowersOomScore());
    }

    @Override
    public List<Container> list() {
        List<String> ids =
                quick(
                        "a list of containers",
                        client -> client
                                .listContainersCmd()
                                .withShowAll(true)
                                .withFilter("label", DockerEvents.labels(scope))
                                .exec()
                                .stream()
                                .map(com.github.dockerjava.api.model.Container::getId)
                                .toList());
        return ids.stream().flatMap(id -> inspect(id).stream()).toList();
    }

    @Override
    public Optional<Container> inspect(String idOrName) {
        return own(idOrName).map(DockerContainers::of);
    }

    @Override
    public Optional<List<String>> environment(String idOrName) {
        return own(idOrName).map(told -> DockerContainers.array(told.getConfig().getEnv()));
    }

    @Override
    public Created create(ContainerSpec spec) {
        boolean lowers = spec.resources().oomScoreAdj().orElse(0) < 0 && lowersOomScore();
        Map<String, String> labels = new HashMap<>(spec.labels());
        labels.putAll(scope.labels());
        return create(spec.withLabels(labels), lowers);
    }

    private Created create(ContainerSpec spec, boolean lowers) {
        try {
            return new Created(
                    call(
                            "a new container",
                            START,
                            client -> DockerSpecs.fill(client.createContainerCmd(spec.image()), spec, lowers)
                                    .exec()
                                    .getId()),
                    false);
        } catch (ConflictException taken) {
            return own(spec.name())
                    .map(ours -> new Created(ours.getId(), true))
                    .orElseThrow(() -> DockerFaults.of(taken));
        } catch (DockerException refusal) {
            throw DockerFaults.of(refusal);
        }
    }

    @Override
    public void start(String id) {
        String known = own(id).orElseThrow(() -> noSuchContainer(id)).getId();
        try {
            call(
                    "the start of a container",
                    START,
                    client -> client.startContainerCmd(known).exec());
        } catch (NotModifiedException running) {
            return;
        } catch (DockerException refusal) {
            startRefused(known, refusal);
        }
    }

    /** The status of a refused start says little; the container itself knows more. */
    private void startRefused(String id, DockerException refusal) {
        ContainerFault fault = DockerFaults.of(refusal);
        Container seen = inspect(id).orElseThrow(() -> noSuchContainer(id));
        boolean told =
                fault.type() == ContainerFault.Type.CONFLICT || fault.type() == ContainerFault.Type.NO_SUCH_CONTAINER;
        if (told || seen.exitCode() < 126 || seen.exitCode() > 128) {
            throw fault;
        }
        String text = seen.error().isEmpty() ? fault.getMessage() : seen.error();
        throw new ContainerFault(ContainerFault.Type.START_FAILED, text, seen.exitCode());
    }

    @Override
    public void stop(String id, Duration grace) {
        int seconds = Math.toIntExact(grace.plusMillis(999).toSeconds());
        own(id).ifPresent(known -> fineIfDone(() -> call(
                "the end of a container",
                grace.plus(START),
                client -> client.stopContainerCmd(known.getId())
                        .withTimeout(seconds)
                        .exec())));
    }

    @Override
    public void remove(String id) {
        own(id).ifPresent(known -> fineIfDone(() -> call(
                "the removal of a container",
                START,
                client -> client.removeContainerCmd(known.getId())
                        .withForce(true)
                        .withRemoveVolumes(true)
                        .exec())));
    }

    @Override
    public Optional<Image> image(String reference) {
        try {
            return Optional.of(DockerContainers.image(call(
                    "an image",
                    QUICK,
                    client -> client.inspectImageCmd(reference).exec())));
        } catch (NotFoundException absent) {
            return Optional.empty();
        } catch (DockerException refusal) {
            throw DockerFaults.of(refusal);
        }
    }

    @Override
    public Image pull(String reference, Optional<RegistryLogin> login) {
        call("a pull of " + reference, PULL, client -> DockerPull.run(client, reference, login, PULL_SILENCE));
        return image(reference)
                .orElseThrow(() -> new ContainerFault(ContainerFault.Type.PULL_FAILED, reference + " is gone again"));
    }

    @Override
    public String ensurePauseImage() {
        PauseImage pause = PauseImage.of(quick(
                "its architecture",
                client -> String.valueOf(client.infoCmd().exec().getArchitecture())));
        if (image(pause.reference()).isEmpty()) {
            quick(
                    "the pause image",
                    client -> client.loadImageCmd(new ByteArrayInputStream(pause.archive()))
                            .exec());
        }
        return pause.reference();
    }

    @Override
    public void ensureNetwork(NetworkSpec network) {
        quick("a network", client -> DockerNetworks.ensure(client, network));
    }

    @Override
    public Events events(Instant since) {
        String api = calls.api(QUICK).toString();
        return calls.bounded("events", QUICK, () -> DockerEvents.open(calls.socket(), api, scope, since, tasks));
    }

    /** Tried once per life of the agent: where Docker may not do it, every start with such a score dies unreadably. */
    private boolean lowersOomScore() {
        return lowersOomScore.get().orElseGet(() -> {
            boolean works = OomProbe.run(this, scope, ensurePauseImage());
            lowersOomScore.set(Optional.of(works));
            return works;
        });
    }

    /** Creates with an OOM score as it stands, for the probe. */
    Created createUnclamped(ContainerSpec spec) {
        return create(spec.withLabels(scope.labels()), true);
    }

    private Optional<InspectContainerResponse> own(String idOrName) {
        try {
            return Optional.of(call(
                            "a container",
                            QUICK,
                            client -> client.inspectContainerCmd(idOrName).exec()))
                    .filter(told -> scope.owns(DockerContainers.labels(told)))
                    .filter(told ->
                            told.getId().equals(idOrName) || told.getName().equals("/" + idOrName));
        } catch (NotFoundException absent) {
            return Optional.empty();
        } catch (DockerException refusal) {
            throw DockerFaults.of(refusal);
        }
    }

    /** Gone, stopped already and being removed by somebody else are what was wanted. */
    private static void fineIfDone(Runnable call) {
        try {
            call.run();
        } catch (NotFoundException | NotModifiedException | ConflictException done) {
            return;
        } catch (DockerException refusal) {
            throw DockerFaults.of(refusal);
        }
    }

    private <T> T quick(String what, Function<DockerClient, T> call) {
        try {
            return call(what, QUICK, call);
        } catch (DockerException refusal) {
            throw DockerFaults.of(refusal);
        }
    }

    private <T> T call(String what, Duration limit, Function<DockerClient, T> call) {
        return calls.call(what, limit, call);
    }

    private static ContainerFault noSuchContainer(String id) {
        return new ContainerFault(ContainerFault.Type.NO_SUCH_CONTAINER, "No such container: " + id);
    }
}

package dev.longshore.agent.containers;

import dev.longshore.tasks.Signal;
import dev.longshore.tasks.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One agent's handle on a {@link FakeDocker}. It only waits where a real call takes long (start latency, stop with grace, next event), on
 * the agent's own time; everything else is one step.
 */
public final class FakeContainerEngine implements ContainerEngine {
    private static final Duration KILL_TAKES = Duration.ofMillis(50);

    private final FakeDocker docker;
    private final Scope scope;
    private final Time time;
    private final Supplier<Signal> signals;

    /** @param signals makes one; {@code tasks::signal} */
    public FakeContainerEngine(FakeDocker docker, Scope scope, Time time, Supplier<Signal> signals) {
        this.docker = docker;
        this.scope = scope;
        this.time = time;
        this.signals = signals;
    }

    @Override
    public EngineInfo info() {
        docker.requireUp();
        long memory = 8L << 30;
        return new EngineInfo("20.10.24", "1.41", 1, "cgroupfs", "amd64", 4, memory, "6.1.0", "Debian 12", true);
    }

    @Override
    public List<Container> list() {
        docker.requireUp();
        if (docker.lags()) {
            return List.of();
        }
        return docker.all().stream().filter(this::mine).map(FakeContainer::seen).toList();
    }

    @Override
    public Optional<Container> inspect(String idOrName) {
        return own(idOrName).map(FakeContainer::seen);
    }

    @Override
    public Optional<List<String>> environment(String idOrName) {
        return own(idOrName).map(container -> container.spec.env());
    }

    @Override
    public Created create(ContainerSpec spec) {
        docker.requireUp();
        Optional<FakeContainer> taken = docker.find(spec.name());
        if (taken.isPresent() && !mine(taken.get())) {
            throw new ContainerFault(
                    ContainerFault.Type.CONFLICT, "The container name " + spec.name() + " is already in use");
        }
        return taken.map(container -> new Created(container.id, true))
                .orElseGet(() -> new Created(docker.create(labelled(spec)).id, false));
    }

    @Override
    public void start(String id) {
        require(id);
        if (docker.startLatency().isPositive()) {
            time.sleep(docker.startLatency());
        }
        docker.start(require(id));
    }

    @Override
    public void stop(String id, Duration grace) {
        Optional<Integer> onTerm = own(id).filter(FakeContainer::running).flatMap(running -> running.program.onTerm());
        if (onTerm.isPresent() || own(id).filter(FakeContainer::running).isEmpty()) {
            onTerm.ifPresent(code -> end(id, code));
            return;
        }
        time.sleep(grace.plus(KILL_TAKES));
        end(id, 137);
    }

    @Override
    public void remove(String id) {
        own(id).ifPresent(docker::remove);
    }

    @Override
    public Optional<Image> image(String reference) {
        docker.requireUp();
        requireValid(reference);
        return docker.image(reference);
    }

    @Override
    public Image pull(String reference, Optional<RegistryLogin> login) {
        docker.requireUp();
        requireValid(reference);
        return docker.pull(reference, login);
    }

    private static void requireValid(String reference) {
        if (!reference.equals(reference.toLowerCase(Locale.ROOT))) {
            String text = "invalid reference format: repository name must be lowercase: " + reference;
            throw new ContainerFault(ContainerFault.Type.INVALID_IMAGE_NAME, text);
        }
    }

    @Override
    public String ensurePauseImage() {
        docker.requireUp();
        return docker.pauseImage();
    }

    @Override
    public void ensureNetwork(NetworkSpec network) {
        docker.requireUp();
        docker.networks.putIfAbsent(network.name(), network);
    }

    @Override
    public Events events(Instant since) {
        docker.requireUp();
        var stream = new FakeEvents(docker, scope, time, signals.get());
        docker.feed(stream, since);
        return stream;
    }

    private void end(String id, int exitCode) {
        own(id).filter(FakeContainer::running).ifPresent(container -> docker.end(container, exitCode));
    }

    private Optional<FakeContainer> own(String idOrName) {
        docker.requireUp();
        return docker.find(idOrName).filter(this::mine);
    }

    private FakeContainer require(String id) {
        return own(id).orElseThrow(
                        () -> new ContainerFault(ContainerFault.Type.NO_SUCH_CONTAINER, "No such container: " + id));
    }

    private boolean mine(FakeContainer container) {
        return scope.owns(container.spec.labels());
    }

    private ContainerSpec labelled(ContainerSpec spec) {
        Map<String, String> labels = new HashMap<>(spec.labels());
        labels.putAll(scope.labels());
        return spec.withLabels(labels);
    }
}

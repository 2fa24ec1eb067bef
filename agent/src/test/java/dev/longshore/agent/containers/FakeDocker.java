package dev.longshore.agent.containers;

import dev.longshore.agent.containers.ContainerEngine.Event;
import dev.longshore.agent.containers.ContainerEngine.Image;
import dev.longshore.agent.containers.ContainerEngine.NetworkSpec;
import dev.longshore.agent.containers.ContainerEngine.RegistryLogin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The engine of one machine in memory: what it keeps when every agent dies. Agents reach it through {@link FakeContainerEngine}. Nothing
 * in it waits, draws or reads a clock of its own: equal calls at equal times give equal answers. Not safe for threads that run at once.
 */
public final class FakeDocker {
    private static final String PAUSE = "longshore/pause:1";
    private static final int HISTORY_MAX = 256;

    final Map<String, NetworkSpec> networks = new TreeMap<>();
    private final Supplier<Instant> clock;
    private final Map<String, FakeContainer> containers = new LinkedHashMap<>();
    private final Map<String, Image> images = new TreeMap<>();
    private final Map<String, Function<ContainerSpec, Program>> programs = new HashMap<>();
    private final Map<String, Published> published = new TreeMap<>();
    private final Deque<Event> history = new ArrayDeque<>();
    private final List<FakeEvents> streams = new ArrayList<>();
    private Duration startLatency = Duration.ZERO;
    private boolean down;
    private boolean imageRegistryDown;
    private int digests;
    private int made;
    private int dropNext;
    private int lagNext;
    private int repeatNext;

    /** An image of an image registry; another one has another digest. */
    private record Published(Function<ContainerSpec, Program> program, Optional<RegistryLogin> login, String digest) {}

    /** @param clock of the machine */
    public FakeDocker(Supplier<Instant> clock) {
        this.clock = clock;
    }

    /** How long a start takes. */
    public void startLatency(Duration latency) {
        startLatency = latency;
    }

    Duration startLatency() {
        return startLatency;
    }

    /** An image on this machine, and what its containers do. */
    public void image(String reference, Function<ContainerSpec, Program> program) {
        keep(reference, "sha256:image-of-" + reference, List.of(), program);
    }

    private void keep(String reference, String id, List<String> digests, Function<ContainerSpec, Program> program) {
        images.put(reference, new Image(id, List.of(reference), digests, 1, "", List.of(), List.of(), List.of(), ""));
        programs.put(reference, program);
        programs.put(id, program);
    }

    /** An image that can be pulled; with a login, only by who has it. Again for a reference: its tag was moved to another image. */
    public void publish(String reference, Optional<RegistryLogin> login, Function<ContainerSpec, Program> program) {
        String digest = reference.replaceFirst(":[^:/]*$", "") + "@sha256:" + ++digests;
        published.put(reference, new Published(program, login, digest));
    }

    /** Whether nobody answers where images are pulled from. */
    public void imageRegistryDown(boolean away) {
        imageRegistryDown = away;
    }

    /** Taken away by somebody: a create answers NO_SUCH_IMAGE. */
    public void removeImage(String reference) {
        images.remove(reference);
    }

    /** Every call answers UNAVAILABLE and every event stream breaks; containers go on. */
    public void down(boolean away) {
        down = away;
        cutStreams();
    }

    /** As without live restore: everything that ran has ended, apps with 137, those that obey SIGTERM with their code. */
    public void restart() {
        settle();
        containers.values().stream().filter(FakeContainer::running).forEach(container -> {
            container.end(clock.get(), container.program.onTerm().orElse(137));
            emit(container, "die");
        });
        cutStreams();
    }

    /** The process of a container ends now, as by a crash. */
    public void crash(String idOrName, int exitCode) {
        find(idOrName).filter(FakeContainer::running).ifPresent(container -> {
            container.end(clock.get(), exitCode);
            emit(container, "die");
        });
    }

    /** As {@code docker rm -f} by hand. */
    public void removeByHand(String idOrName) {
        find(idOrName).ifPresent(this::remove);
    }

    /** The next lists show nothing yet: they are older than what was just made. */
    public void lagNextLists(int count) {
        lagNext = count;
    }

    boolean lags() {
        return lagNext > 0 && lagNext-- > 0;
    }

    /** The next events are lost. */
    public void dropEvents(int count) {
        dropNext = count;
    }

    /** The next events are told twice. */
    public void repeatEvents(int count) {
        repeatNext = count;
    }

    /** Every open event stream breaks. */
    public void cutStreams() {
        streams.forEach(FakeEvents::cut);
        streams.clear();
    }

    /** Everything on the machine, whoever's; for invariants. */
    public List<Container> containers() {
        settle();
        return containers.values().stream().map(FakeContainer::seen).toList();
    }

    /** Feeds a stream with what happened since a time, as far as the engine remembers, and from now on. */
    void feed(FakeEvents stream, Instant since) {
        history.stream().filter(event -> !event.at().isBefore(since)).forEach(stream::offer);
        streams.add(stream);
    }

    void forget(FakeEvents stream) {
        streams.remove(stream);
    }

    Instant now() {
        return clock.get();
    }

    void requireUp() {
        if (down) {
            throw new ContainerFault(ContainerFault.Type.UNAVAILABLE, "the container engine does not answer");
        }
        settle();
    }

    Collection<FakeContainer> all() {
        return List.copyOf(containers.values());
    }

    Optional<FakeContainer> find(String idOrName) {
        return all().stream()
                .filter(container ->
                        container.id.equals(idOrName) || container.spec.name().equals(idOrName))
                .findFirst();
    }

    FakeContainer create(ContainerSpec spec) {
        Image image = image(spec.image()).orElseThrow(() -> noSuchImage(spec.image()));
        if (spec.network() instanceof ContainerSpec.Network.Join(String sandbox)
                && find(sandbox).isEmpty()) {
            throw new ContainerFault(ContainerFault.Type.NO_SUCH_CONTAINER, "No such container: " + sandbox);
        }
        Program program = programs.getOrDefault(spec.image(), ignored -> Program.forever())
                .apply(spec);
        String id = "%064x".formatted(++made);
        var container = new FakeContainer(id, spec, program, image.id(), clock.get());
        containers.put(container.id, container);
        emit(container, "create");
        return container;
    }

    void start(FakeContainer container) {
        if (container.running()) {
            return;
        }
        requireLivingSandbox(container);
        container.program.startFault().ifPresent(fault -> {
            container.refuse(fault.getMessage(), fault.exitCode());
            throw fault;
        });
        container.begin(clock.get());
        emit(container, "start");
        settle();
    }

    private void requireLivingSandbox(FakeContainer container) {
        boolean orphan = container.spec.network() instanceof ContainerSpec.Network.Join(String sandbox)
                && find(sandbox).filter(FakeContainer::running).isEmpty();
        if (orphan) {
            throw new ContainerFault(ContainerFault.Type.CONFLICT, "cannot join network of a non running container");
        }
    }

    void end(FakeContainer container, int exitCode) {
        container.end(clock.get(), exitCode);
        emit(container, "die");
    }

    void remove(FakeContainer container) {
        if (container.running()) {
            end(container, 137);
        }
        containers.remove(container.id);
        emit(container, "destroy");
    }

    Optional<Image> image(String reference) {
        return images.values().stream()
                .filter(image -> image.id().equals(reference) || image.tags().contains(reference))
                .findFirst();
    }

    Image pull(String reference, Optional<RegistryLogin> login) {
        if (imageRegistryDown) {
            throw new ContainerFault(ContainerFault.Type.PULL_FAILED, "connect: connection refused");
        }
        Published found = Optional.ofNullable(published.get(reference)).orElseThrow(() -> unknownManifest(reference));
        if (found.login().isPresent() && !found.login().equals(login)) {
            throw new ContainerFault(ContainerFault.Type.PULL_FAILED, "unauthorized: authentication required");
        }
        keep(reference, "sha256:image-of-" + found.digest(), List.of(found.digest()), found.program());
        return image(reference).orElseThrow();
    }

    String pauseImage() {
        if (!images.containsKey(PAUSE)) {
            image(PAUSE, ignored -> Program.endsOnTerm(0));
        }
        return PAUSE;
    }

    /** When the next container ends by itself. */
    Optional<Instant> nextEnd() {
        return containers.values().stream()
                .flatMap(container -> container.endsAt().stream())
                .min(Instant::compareTo);
    }

    /** Lets everything happen that is due. */
    void settle() {
        Instant now = clock.get();
        for (FakeContainer container : all()) {
            container.endsAt().filter(at -> !at.isAfter(now)).ifPresent(at -> {
                if (container.program.outOfMemory()) {
                    emit(container, "oom");
                }
                container.end(at, container.program.exitCode());
                emit(container, "die");
            });
        }
    }

    private void emit(FakeContainer container, String what) {
        if (dropNext > 0) {
            dropNext--;
            return;
        }
        int times = repeatNext > 0 ? 2 : 1;
        repeatNext = Math.max(0, repeatNext - 1);
        Event event = new Event(container.id, what, container.spec.labels(), clock.get());
        for (int i = 0; i < times; i++) {
            history.add(event);
            streams.forEach(stream -> stream.offer(event));
        }
        while (history.size() > HISTORY_MAX) {
            history.remove();
        }
    }

    private static ContainerFault unknownManifest(String reference) {
        return new ContainerFault(
                ContainerFault.Type.PULL_FAILED, "manifest for " + reference + " not found: manifest unknown");
    }

    private static ContainerFault noSuchImage(String reference) {
        return new ContainerFault(ContainerFault.Type.NO_SUCH_IMAGE, "No such image: " + reference);
    }
}

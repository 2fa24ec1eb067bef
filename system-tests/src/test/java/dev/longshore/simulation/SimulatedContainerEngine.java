package dev.longshore.simulation;

import dev.longshore.agent.containers.Container;
import dev.longshore.agent.containers.ContainerEngine;
import dev.longshore.agent.containers.ContainerFault;
import dev.longshore.agent.containers.ContainerSpec;
import dev.longshore.tasks.simulated.SimulatedProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A container engine whose calls get lost, are late, are done later than their caller thinks, and whose lists lag. */
final class SimulatedContainerEngine implements ContainerEngine {
    private static final Duration YOUNG = Duration.ofSeconds(1);

    private final ContainerEngine inner;
    private final SimulatedProcess self;
    private final Faults faults;
    private final Planted planted;
    private final Runnable look;

    /** @param look told after each call that may have changed containers */
    SimulatedContainerEngine(
            ContainerEngine inner, SimulatedProcess self, Faults faults, Planted planted, Runnable look) {
        this.inner = inner;
        this.self = self;
        this.faults = faults;
        this.planted = planted;
        this.look = look;
    }

    private <T> T call(String site, Supplier<T> effect) {
        return faults.call(
                Port.DOCKER,
                self,
                "docker." + site,
                () -> {
                    T result = effect.get();
                    look.run();
                    return result;
                },
                () -> {
                    throw new ContainerFault(ContainerFault.Type.UNAVAILABLE, "no answer from the container engine");
                });
    }

    private void act(String site, Runnable effect) {
        call(site, () -> {
            try {
                effect.run();
            } finally {
                look.run();
            }
            return site;
        });
    }

    @Override
    public EngineInfo info() {
        return call("info", inner::info);
    }

    @Override
    public List<Container> list() {
        List<Container> all = look("list", inner::list, List.of());
        if (!faults.often("lag", self.name(), 5)) {
            return all;
        }
        Instant old = self.now().minus(YOUNG);
        return all.stream()
                .filter(container -> container.createdAt().isBefore(old))
                .toList();
    }

    private <T> T look(String site, Supplier<T> effect, T nothing) {
        if (planted == Planted.FAILED_IS_ABSENT && faults.often("absent", self.name(), 10)) {
            return nothing;
        }
        try {
            return call(site, effect);
        } catch (ContainerFault away) {
            if (planted != Planted.FAILED_IS_ABSENT) {
                throw away;
            }
            return nothing;
        }
    }

    @Override
    public Optional<Container> inspect(String idOrName) {
        return look("inspect", () -> inner.inspect(idOrName), Optional.empty());
    }

    @Override
    public Optional<List<String>> environment(String idOrName) {
        return call("environment", () -> inner.environment(idOrName));
    }

    @Override
    public Created create(ContainerSpec spec) {
        try {
            return call("create", () -> inner.create(spec));
        } catch (ContainerFault unknown) {
            if (planted != Planted.CREATED_AGAIN) {
                throw unknown;
            }
            return call("create", () -> inner.create(spec.withName(spec.name() + "_again")));
        }
    }

    @Override
    public void start(String id) {
        act("start", () -> inner.start(id));
    }

    @Override
    public void stop(String id, Duration grace) {
        act("stop", () -> inner.stop(id, grace));
    }

    @Override
    public void remove(String id) {
        act("remove", () -> inner.remove(id));
    }

    @Override
    public Optional<Image> image(String reference) {
        return call("image", () -> inner.image(reference));
    }

    @Override
    public Image pull(String reference, Optional<RegistryLogin> login) {
        return call("pull", () -> inner.pull(reference, login));
    }

    @Override
    public String ensurePauseImage() {
        return call("pause", inner::ensurePauseImage);
    }

    @Override
    public void ensureNetwork(NetworkSpec network) {
        act("network", () -> inner.ensureNetwork(network));
    }

    @Override
    public Events events(Instant since) {
        Events stream = call("events", () -> inner.events(since));
        return new Events() {
            @Override
            public Optional<Event> next(Duration limit) {
                Optional<Event> event = stream.next(limit);
                if (event.isPresent() && faults.often("break", self.name(), 2)) {
                    stream.close();
                    throw new ContainerFault(ContainerFault.Type.UNAVAILABLE, "the event stream broke");
                }
                return event;
            }

            @Override
            public void close() {
                stream.close();
            }
        };
    }
}

package dev.longshore.agent.pods;

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

/**
 * An engine whose calls are lost before or after their effect, and whose caller dies before or after it, as the seed draws. Others may go
 * first at every call.
 */
record FlakyEngine(ContainerEngine engine, SimulatedProcess caller, boolean[] calm) implements ContainerEngine {
    private static final int LOSSES_IN_A_THOUSAND = 40;
    private static final int DEATHS_IN_A_THOUSAND = 8;

    private <T> T call(String site, Supplier<T> effect) {
        caller.world().pass(site);
        strike(site + " before");
        T answer = effect.get();
        strike(site + " after");
        caller.world().pass(site);
        return answer;
    }

    private void strike(String site) {
        if (calm[0]) {
            return;
        }
        long draw = Math.floorMod(caller.world().draw(caller.name() + site, caller.visit(site)), 1000L);
        if (draw < DEATHS_IN_A_THOUSAND) {
            caller.world().dieHere(site);
        }
        if (draw < DEATHS_IN_A_THOUSAND + LOSSES_IN_A_THOUSAND) {
            throw new ContainerFault(ContainerFault.Type.UNAVAILABLE, "lost " + site);
        }
    }

    @Override
    public EngineInfo info() {
        return call("info", engine::info);
    }

    @Override
    public List<Container> list() {
        return call("list", engine::list);
    }

    @Override
    public Optional<Container> inspect(String idOrName) {
        return call("inspect", () -> engine.inspect(idOrName));
    }

    @Override
    public Optional<List<String>> environment(String idOrName) {
        return call("environment", () -> engine.environment(idOrName));
    }

    @Override
    public Created create(ContainerSpec spec) {
        return call("create", () -> engine.create(spec));
    }

    @Override
    public void start(String id) {
        call("start", () -> done(() -> engine.start(id)));
    }

    @Override
    public void stop(String id, Duration grace) {
        call("stop", () -> done(() -> engine.stop(id, grace)));
    }

    @Override
    public void remove(String id) {
        call("remove", () -> done(() -> engine.remove(id)));
    }

    @Override
    public Optional<Image> image(String reference) {
        return call("image", () -> engine.image(reference));
    }

    @Override
    public Image pull(String reference, Optional<RegistryLogin> login) {
        return call("pull", () -> engine.pull(reference, login));
    }

    @Override
    public String ensurePauseImage() {
        return call("pause", engine::ensurePauseImage);
    }

    @Override
    public void ensureNetwork(NetworkSpec network) {
        call("network", () -> done(() -> engine.ensureNetwork(network)));
    }

    @Override
    public Events events(Instant since) {
        return call("events", () -> engine.events(since));
    }

    private static boolean done(Runnable effect) {
        effect.run();
        return true;
    }
}

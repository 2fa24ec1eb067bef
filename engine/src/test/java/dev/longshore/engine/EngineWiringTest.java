package dev.longshore.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.cluster.LoopCounts;
import dev.longshore.engine.gitops.git.FakeGitHost;
import dev.longshore.engine.store.memory.MemoryStore;
import dev.longshore.tasks.simulated.OneProcess;
import dev.longshore.tasks.simulated.SimulatedProcess;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EngineWiringTest {
    @Test
    void everyControllerThatStartsMayBeDisabledByItsName() {
        OneProcess.run(1, process -> {
            assertThat(started(process, Set.of())).containsAll(EngineWiring.CONTROLLERS);
            assertThat(started(process, EngineWiring.CONTROLLERS)).isEmpty();
        });
    }

    private static List<String> started(SimulatedProcess process, Collection<String> disabled) {
        EngineWiring wiring = new EngineWiring(
                new EngineWiring.Ports(
                        process, process, process.chance(), new MemoryStore(process, "test"), new FakeGitHost()),
                new EngineWiring.Options("10.42.0.0/16", new HashSet<>(disabled), "argocd", Duration.ofMinutes(1)));
        wiring.act(Optional.empty());
        List<String> names = wiring.loops().stream().map(LoopCounts::name).toList();
        wiring.stop();
        return names;
    }
}

package dev.longshore.simulation;

import dev.longshore.cluster.Cluster;
import dev.longshore.engine.EngineWiring;
import dev.longshore.engine.EngineWiring.First;
import dev.longshore.engine.EngineWiring.Options;
import dev.longshore.engine.EngineWiring.Ports;
import dev.longshore.engine.access.Identity;
import dev.longshore.engine.gitops.git.GitHost;
import dev.longshore.engine.store.Store;
import dev.longshore.tasks.simulated.SimulatedProcess;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** One life of an engine: the object graph of production over simulated ports. */
record SimulatedEngine(SimulatedProcess process, EngineWiring wiring) {
    private static final Options OPTIONS = new Options("10.42.0.0/16", Set.of(), "argocd", Duration.ofSeconds(10));
    private static final First FIRST = new First(Wishes.REPOSITORY, Wishes.FOLDER, Wishes.BRANCH);

    static SimulatedEngine start(SimulatedProcess process, Store store, GitHost git) {
        EngineWiring wiring = new EngineWiring(new Ports(process, process, process.chance(), store, git), OPTIONS);
        wiring.act(Optional.of(FIRST));
        return new SimulatedEngine(process, wiring);
    }

    Cluster cluster(Identity who) {
        return wiring.as(who);
    }
}

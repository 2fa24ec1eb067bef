package dev.longshore.simulation;

import dev.longshore.engine.EngineWiring;
import dev.longshore.engine.EngineWiring.First;
import dev.longshore.engine.EngineWiring.Options;
import dev.longshore.engine.EngineWiring.Ports;
import dev.longshore.engine.access.certificates.CertificateAuthority;
import dev.longshore.engine.apiserver.ApiServer;
import dev.longshore.engine.apiserver.HealthEndpoint;
import dev.longshore.engine.apiserver.RequestMetrics;
import dev.longshore.engine.gitops.git.GitHost;
import dev.longshore.engine.store.Store;
import dev.longshore.tasks.simulated.SimulatedProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One life of an engine: the object graph of production over simulated ports, and its API. */
record SimulatedEngine(SimulatedProcess process, ApiServer api) {
    private static final Options OPTIONS = new Options("10.42.0.0/16", Set.of(), "argocd", Duration.ofSeconds(10));
    private static final First FIRST = new First(Wishes.REPOSITORY, Wishes.FOLDER, Wishes.BRANCH);
    /** Nobody joins here: a connection knows its node. */
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.passing(Instant.EPOCH);

    static SimulatedEngine start(SimulatedProcess process, Store store, GitHost git) {
        EngineWiring wiring = new EngineWiring(new Ports(process, process, process.chance(), store, git), OPTIONS);
        wiring.act(Optional.of(FIRST));
        return new SimulatedEngine(process, wiring.api(AUTHORITY, new HealthEndpoint(Map::of), new RequestMetrics()));
    }
}

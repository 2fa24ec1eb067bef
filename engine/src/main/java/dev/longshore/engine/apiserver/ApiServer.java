package dev.longshore.engine.apiserver;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.RefusedException;
import dev.longshore.cluster.Unavailable;
import dev.longshore.engine.access.Authentication;
import dev.longshore.engine.access.Identity;
import dev.longshore.engine.apiserver.discovery.ServerVersion;
import dev.longshore.engine.apiserver.http.BodyRefused;
import dev.longshore.engine.apiserver.http.Exchange;
import dev.longshore.engine.apiserver.http.ExchangeHandler;
import dev.longshore.engine.apiserver.http.Gone;
import dev.longshore.engine.apiserver.http.HttpFault;
import dev.longshore.objects.ApiStatus;
import dev.longshore.schemas.SchemaCatalog;
import dev.longshore.tasks.Chance;
import dev.longshore.tasks.Time;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers every request of the API port: who calls, what for, by which endpoint. */
public final class ApiServer implements ExchangeHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
    private static final Set<String> PROBES = Set.of("healthz", "livez", "readyz");
    private static final Map<Integer, String> REASONS = Map.of(
            400, "BadRequest", 408, "Timeout", 413, "RequestEntityTooLarge", 414, "BadRequest", 431, "BadRequest");

    private final Parts parts;
    private final Time time;
    private final Chance chance;
    private final ResourceRouter resources;
    private final DiscoveryEndpoint discovery = new DiscoveryEndpoint();
    private final OpenApiEndpoint openApi = new OpenApiEndpoint();

    /**
     * What the server is made of.
     *
     * @param clusters the cluster as an identity sees it
     * @param catalog asked for each request
     */
    public record Parts(
            Function<Identity, Cluster> clusters,
            Supplier<SchemaCatalog> catalog,
            HealthEndpoint health,
            JoinEndpoint join,
            RequestMetrics metrics) {}

    public ApiServer(Parts parts, Time time, Chance chance) {
        this.parts = parts;
        this.chance = chance.fork("apiserver");
        this.time = time;
        this.resources = new ResourceRouter(new WatchEndpoint(time, this.chance), parts.metrics());
    }

    @Override
    public void handle(Exchange exchange) {
        long begin = time.nanos();
        String audit = chance.uid();
        Optional<Answer> answer = safely(exchange, audit);
        int code = answer.map(Answer::status).orElse(200);
        RequestNames names = RequestNames.of(exchange, parts.catalog().get());
        parts.metrics().answered(names.verb(), names.resource(), code);
        answer.ifPresent(whole -> reply(exchange, whole.set("Audit-Id", audit)));
        LOG.debug(
                "{} {} {} {} {} µs {}",
                exchange.remote(),
                exchange.method(),
                exchange.path(),
                code,
                (time.nanos() - begin) / 1000,
                audit);
    }

    private static void reply(Exchange exchange, Answer answer) {
        boolean yaml = Representation.inYaml(exchange.header("accept"));
        Answer shown =
                Compression.of(exchange, yaml ? answer.yaml() : wantsPretty(exchange) ? answer.pretty() : answer);
        exchange.sink().reply(shown.status(), shown.headers(), shown.body());
    }

    private static boolean wantsPretty(Exchange exchange) {
        String agent = exchange.header("user-agent").orElse("");
        return exchange.query().matches("(.*&)?pretty=(true|1)(&.*)?")
                || agent.startsWith("curl/")
                || agent.startsWith("Wget/")
                || agent.startsWith("Mozilla/5.0");
    }

    /** Empty: the endpoint has answered by itself, as a watch does. */
    private Optional<Answer> safely(Exchange exchange, String audit) {
        try {
            return dispatch(exchange);
        } catch (ApiRefusal refused) {
            return unlessBegun(exchange, Statuses.answer(refused.status()));
        } catch (RefusedException refused) {
            return unlessBegun(exchange, Statuses.answer(refused.status()));
        } catch (BodyRefused refused) {
            return Optional.of(fault(refused.status(), String.valueOf(refused.getMessage())));
        } catch (Unavailable fault) {
            return unlessBegun(exchange, Statuses.answer(Statuses.unavailable(String.valueOf(fault.getMessage()))));
        } catch (Gone hungUp) {
            throw hungUp;
        } catch (RuntimeException fault) {
            LOG.error("{} {} failed ({})", exchange.method(), exchange.path(), audit, fault);
            return unlessBegun(exchange, Statuses.answer(Statuses.internal(audit)));
        }
    }

    /** What has begun can only break off. */
    private static Optional<Answer> unlessBegun(Exchange exchange, Answer answer) {
        if (exchange.sink().begun()) {
            exchange.sink().abort();
            return Optional.empty();
        }
        return Optional.of(answer);
    }

    private static Answer fault(int status, String message) {
        return Statuses.answer(ApiStatus.of(status, REASONS.getOrDefault(status, "BadRequest"), message));
    }

    private Optional<Answer> dispatch(Exchange exchange) {
        if (exchange.fault().isPresent()) {
            HttpFault fault = exchange.fault().get();
            return Optional.of(fault(fault.status(), fault.message()));
        }
        Optional<ApiPath> path = ApiPath.parse(exchange.path());
        if (path.isEmpty()) {
            return Optional.of(Statuses.answer(Statuses.noSuchPath()));
        }
        Optional<Answer> open = open(exchange, path.get());
        return open.isPresent() ? open : known(exchange, path.get());
    }

    /** What strangers may ask. */
    private Optional<Answer> open(Exchange exchange, ApiPath path) {
        boolean get = exchange.method().equals("GET");
        if (get && path.is("version")) {
            return Optional.of(Answer.json(200, ServerVersion.document()));
        }
        if (get && PROBES.contains(path.at(0)) && path.size() <= 2) {
            boolean verbose = QueryParameters.parse(exchange.query()).flag("verbose");
            return Optional.of(parts.health().answer(path.at(0), path.at(1), verbose));
        }
        if (path.is("longshore", "v1", "join")) {
            return Optional.of(parts.join().answer(exchange));
        }
        return Optional.empty();
    }

    private Optional<Answer> known(Exchange exchange, ApiPath path) {
        Optional<Identity> caller = caller(exchange);
        if (caller.isEmpty()) {
            return Optional.of(Statuses.answer(Statuses.unauthorized()));
        }
        SchemaCatalog catalog = parts.catalog().get();
        QueryParameters query = QueryParameters.parse(exchange.query());
        Optional<ResourcePath> resource = ResourcePath.parse(path);
        if (resource.isPresent()) {
            Cluster cluster = parts.clusters().apply(caller.get());
            return resources.answer(
                    new ResourceRouter.Call(exchange, cluster, resource.get(), query, time.now()), catalog);
        }
        Optional<Answer> document =
                openApi.answer(exchange, path, query, catalog).or(() -> discovery.answer(exchange, path, catalog));
        if (document.isPresent() && !exchange.method().equals("GET")) {
            return Optional.of(Statuses.answer(Statuses.notAllowed()));
        }
        return Optional.of(document.orElseGet(() -> Statuses.answer(Statuses.noSuchPath())));
    }

    /** Empty: nobody, or somebody who proved nothing. */
    private Optional<Identity> caller(Exchange exchange) {
        Instant now = time.now();
        return switch (exchange.connection()) {
            case Authentication.Proven(Identity identity, Instant until) ->
                until.isAfter(now) ? Optional.of(identity) : Optional.empty();
            case Authentication.Rejected(String why) -> {
                LOG.debug("{} is refused: {}", exchange.remote(), why);
                yield Optional.empty();
            }
            case Authentication.Nobody() -> Optional.empty();
        };
    }
}

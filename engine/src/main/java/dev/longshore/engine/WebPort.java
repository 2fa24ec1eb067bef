package dev.longshore.engine;

import dev.longshore.engine.web.WebLimits;
import dev.longshore.engine.web.WebSources;
import dev.longshore.process.Exit;
import dev.longshore.process.ProcessFault;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.netty.channel.EventLoopGroupRegistry;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.runtime.server.EmbeddedServer;
import io.netty.channel.EventLoopGroup;
import java.util.LinkedHashMap;
import java.util.Map;

/** The web port, which Micronaut serves, and the event loops that the API port shares with it. */
final class WebPort implements AutoCloseable {
    private final EngineSettings settings;
    private final ApplicationContext context;

    private WebPort(EngineSettings settings, ApplicationContext context) {
        this.settings = settings;
        this.context = context;
    }

    /**
     * Ready to listen. Not by {@code Micronaut.run}: that adds a shutdown hook which takes the locks of server and context in the other
     * order than {@link #close()}: SIGTERM would hang.
     */
    static WebPort prepare(EngineSettings settings, WebSources sources) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("micronaut.server.host", settings.bind());
        properties.put("micronaut.server.port", settings.webPort() == 0 ? -1 : settings.webPort());
        properties.put("micronaut.server.max-request-size", WebLimits.BODY_BYTES_MAX);
        return new WebPort(
                settings,
                ApplicationContext.builder()
                        .deduceEnvironment(false)
                        .deduceCloudEnvironment(false)
                        .environments("prod")
                        .singletons(sources)
                        .properties(properties)
                        .start());
    }

    EventLoopGroup loops() {
        return context.getBean(EventLoopGroupRegistry.class).getDefaultEventLoopGroup();
    }

    /** @throws ProcessFault when the port is taken */
    void start() {
        try {
            server().start();
        } catch (ServerStartupException taken) {
            throw new ProcessFault(
                    Exit.CONFIGURATION,
                    "cannot listen on " + settings.bind() + ":" + settings.webPort() + ": " + deepest(taken)
                            + "; choose another with --web-port");
        }
    }

    private static String deepest(Throwable fault) {
        Throwable cause = fault;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    /** The real one when 0 was asked for. */
    int port() {
        return server().getPort();
    }

    private EmbeddedServer server() {
        return context.getBean(EmbeddedServer.class);
    }

    @Override
    public void close() {
        context.close();
    }
}

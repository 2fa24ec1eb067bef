package dev.longshore.agent.containers.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import dev.longshore.agent.containers.ContainerFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Calls to one Docker, each with a limit. A connection that broke is tried once more with a new one, since every call is repeatable;
 * a second failure, or silence, is UNAVAILABLE.
 */
final class DockerCalls {
    private final Path socket;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicReference<Optional<DockerConnection>> connection = new AtomicReference<>(Optional.empty());

    DockerCalls(Path socket) {
        this.socket = socket;
    }

    Path socket() {
        return socket;
    }

    /**
     * @param what for the message: what was wanted of Docker
     * @throws DockerException what Docker answered
     * @throws ContainerFault UNAVAILABLE
     */
    <T> T call(String what, Duration limit, Function<DockerClient, T> call) {
        return bounded(what, limit, () -> call.apply(connect().client()));
    }

    /** The agreed version of the API. */
    DockerConnection.ApiVersion api(Duration limit) {
        return bounded("the version", limit, () -> connect().api());
    }

    /** Runs something that may block on the socket. */
    <T> T bounded(String what, Duration limit, Callable<T> call) {
        try {
            return once(what, limit, call);
        } catch (UncheckedIOException broken) {
            connection.set(Optional.empty());
        }
        try {
            return once(what, limit, call);
        } catch (UncheckedIOException broken) {
            connection.set(Optional.empty());
            throw unavailable(what, "cannot be reached at " + socket + ": " + broken.getMessage());
        }
    }

    private <T> T once(String what, Duration limit, Callable<T> call) {
        Future<T> answer = threads.submit(call);
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException silence) {
            answer.cancel(true);
            throw unavailable(what, "did not answer within " + limit.toSeconds() + " s");
        } catch (InterruptedException interrupted) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw unavailable(what, "was not waited for");
        } catch (ExecutionException failed) {
            throw thrown(failed);
        }
    }

    private static RuntimeException thrown(ExecutionException fault) {
        for (Throwable cause = fault.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException broken) {
                return new UncheckedIOException(broken);
            }
            if (cause instanceof DockerException || cause instanceof ContainerFault) {
                return (RuntimeException) cause;
            }
        }
        return new IllegalStateException("a call to Docker failed: " + fault.getMessage(), fault);
    }

    private DockerConnection connect() throws IOException {
        Optional<DockerConnection> open = connection.get();
        if (open.isPresent()) {
            return open.get();
        }
        DockerConnection fresh = DockerConnection.open(socket);
        connection.set(Optional.of(fresh));
        return fresh;
    }

    private static ContainerFault unavailable(String what, String why) {
        return new ContainerFault(ContainerFault.Type.UNAVAILABLE, "Docker " + why + " (asked for " + what + ")");
    }
}

package dev.longshore.agent.containers.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import dev.longshore.agent.containers.ContainerFault;
import dev.longshore.tasks.Mailbox;
import dev.longshore.tasks.Tasks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Calls to one Docker, each with a limit. A connection that broke is tried once more with a new one, since every call is repeatable;
 * a second failure, or silence, is UNAVAILABLE. Waiting for an answer is a wait of the asking task: when that is stopped, it ends at once.
 */
final class DockerCalls {
    private final Path socket;
    private final Tasks tasks;
    private final AtomicReference<Optional<DockerConnection>> connection = new AtomicReference<>(Optional.empty());

    DockerCalls(Path socket, Tasks tasks) {
        this.socket = socket;
        this.tasks = tasks;
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
        Mailbox<Answer<T>> answers = tasks.mailbox(1);
        Thread asking = Thread.ofVirtual().name("docker-call").start(() -> answers.offer(Answer.of(call)));
        try {
            return answers.take(limit)
                    .orElseThrow(() -> unavailable(what, "did not answer within " + limit.toSeconds() + " s"))
                    .value();
        } finally {
            asking.interrupt(); // whoever asked has the answer, or waits for none any more
        }
    }

    /** What became of a call. */
    private sealed interface Answer<T> {
        record Given<T>(T value) implements Answer<T> {}

        record Failed<T>(RuntimeException fault) implements Answer<T> {}

        static <T> Answer<T> of(Callable<T> call) {
            try {
                return new Given<>(call.call());
            } catch (Throwable fault) {
                return new Failed<>(thrown(fault));
            }
        }

        default T value() {
            return switch (this) {
                case Given<T>(T value) -> value;
                case Failed<T>(RuntimeException fault) -> throw fault;
            };
        }
    }

    private static RuntimeException thrown(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
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

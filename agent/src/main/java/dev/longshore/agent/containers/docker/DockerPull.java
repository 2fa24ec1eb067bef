package dev.longshore.agent.containers.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.core.exception.InvalidRepositoryNameException;
import dev.longshore.agent.containers.ContainerEngine.RegistryLogin;
import dev.longshore.agent.containers.ContainerFault;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** One pull. Has all the time it needs as long as something arrives. */
final class DockerPull implements ResultCallback<PullResponseItem> {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<Optional<ContainerFault>> fault = new AtomicReference<>(Optional.empty());
    private final AtomicLong items = new AtomicLong();

    private DockerPull() {}

    /**
     * @param silenceMax longest time without a sign of progress
     * @return how many lines of progress came
     */
    static long run(DockerClient client, String reference, Optional<RegistryLogin> login, Duration silenceMax) {
        try (var pull = new DockerPull()) {
            command(client, ImageReference.of(reference), login).exec(pull);
            pull.await(reference, silenceMax);
            return pull.items.get();
        } catch (InvalidRepositoryNameException bad) {
            throw DockerFaults.ofPull("invalid reference format: " + bad.getMessage());
        }
    }

    private static PullImageCmd command(DockerClient client, ImageReference image, Optional<RegistryLogin> login) {
        PullImageCmd command = client.pullImageCmd(image.name());
        if (!image.tag().isEmpty()) {
            command.withTag(image.tag());
        }
        // An explicit empty login, too: the transport would look for one of its own otherwise.
        return command.withAuthConfig(login.map(DockerPull::auth).orElseGet(AuthConfig::new));
    }

    private static AuthConfig auth(RegistryLogin login) {
        return new AuthConfig().withUsername(login.user()).withPassword(login.password());
    }

    private void await(String reference, Duration silenceMax) {
        long seen = -1;
        Duration silent = Duration.ZERO;
        try {
            while (!ended.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                silent = items.get() == seen ? silent.plus(LOOK) : Duration.ZERO;
                seen = items.get();
                if (silent.compareTo(silenceMax) >= 0) {
                    String text = "pulling " + reference + ": nothing arrived for " + silent.toSeconds() + " s";
                    throw new ContainerFault(ContainerFault.Type.PULL_FAILED, text);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ContainerFault(ContainerFault.Type.UNAVAILABLE, "pulling " + reference + " was not waited for");
        }
        fault.get().ifPresent(failed -> {
            throw failed;
        });
    }

    @Override
    public void onStart(Closeable closeable) {
        items.incrementAndGet();
    }

    /** Docker answers 200 first and writes what went wrong into the stream. */
    @Override
    public void onNext(PullResponseItem item) {
        items.incrementAndGet();
        if (item.isErrorIndicated() && item.getErrorDetail() != null) {
            fail(DockerFaults.ofPull(String.valueOf(item.getErrorDetail().getMessage())));
        }
    }

    @Override
    public void onError(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof DockerException refusal) {
                fail(DockerFaults.ofPull(DockerFaults.text(refusal)));
            }
            if (cause instanceof IOException) {
                fail(new ContainerFault(ContainerFault.Type.UNAVAILABLE, "Docker went away during a pull"));
            }
        }
        fail(new ContainerFault(ContainerFault.Type.PULL_FAILED, String.valueOf(thrown.getMessage())));
        ended.countDown();
    }

    @Override
    public void onComplete() {
        ended.countDown();
    }

    private void fail(ContainerFault failed) {
        fault.updateAndGet(first -> first.isPresent() ? first : Optional.of(failed));
    }

    @Override
    public void close() {
        ended.countDown();
    }
}

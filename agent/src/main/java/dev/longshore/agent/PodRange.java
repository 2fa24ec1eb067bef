package dev.longshore.agent;

import dev.longshore.agent.host.HostFiles;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** This node's range of pod addresses; also while the cluster is away, once it was told. Kept in a file, written by whoever hears first. */
final class PodRange implements Supplier<Optional<String>> {
    private static final int MODE = 0644;

    private final Supplier<Optional<String>> told;
    private final HostFiles files;
    private final String path;
    private final AtomicReference<Optional<String>> kept;

    PodRange(Supplier<Optional<String>> told, HostFiles files, String path) {
        this.told = told;
        this.files = files;
        this.path = path;
        this.kept = new AtomicReference<>(files.read(path)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip())
                .filter(range -> !range.isEmpty()));
    }

    @Override
    public Optional<String> get() {
        Optional<String> now = told.get();
        Optional<String> before = kept.get();
        if (now.isPresent() && !now.equals(before) && kept.compareAndSet(before, now)) {
            files.write(path, now.get().getBytes(StandardCharsets.UTF_8), MODE);
        }
        return now.or(() -> before);
    }
}

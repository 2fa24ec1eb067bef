package dev.longshore.agent;

import dev.longshore.agent.host.HostFiles;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/** This node's range of pod addresses; also while the cluster is away, once it was told. */
record PodRange(Supplier<Optional<String>> told, HostFiles files, String path) implements Supplier<Optional<String>> {
    private static final int MODE = 0644;

    @Override
    public Optional<String> get() {
        Optional<String> now = told.get();
        Optional<String> kept = kept();
        if (now.isPresent() && !now.equals(kept)) {
            files.write(path, now.get().getBytes(StandardCharsets.UTF_8), MODE);
        }
        return now.or(() -> kept);
    }

    private Optional<String> kept() {
        return files.read(path)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip())
                .filter(range -> !range.isEmpty());
    }
}

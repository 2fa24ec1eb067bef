package dev.longshore.engine.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.engine.apiserver.Kubectl.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A kubectl and the API server that its kubeconfig names, both anew for each test. */
final class KubectlWorld implements BeforeEachCallback, AfterEachCallback {
    private final ListeningWorld world = new ListeningWorld();
    private final Function<Path, Kubectl> program;
    private final Path home;

    private KubectlWorld(Function<Path, Kubectl> program) {
        this.program = program;
        try {
            this.home = Files.createTempDirectory("kubectl-home-");
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** With the newest client of this machine. */
    static KubectlWorld newest() {
        return new KubectlWorld(Kubectl::new);
    }

    /** With the client that the distribution ships. */
    static KubectlWorld ofTheDistribution() {
        return new KubectlWorld(Kubectl::ofTheDistribution);
    }

    Kubectl kubectl() {
        return program.apply(home);
    }

    /** Where files may be put. */
    Path home() {
        return home;
    }

    Run run(String input, String... arguments) {
        return kubectl().runWith(input, arguments);
    }

    Run ok(String input, String... arguments) {
        return ends(0, input, arguments);
    }

    Run fails(String input, String... arguments) {
        return ends(1, input, arguments);
    }

    private Run ends(int code, String input, String... arguments) {
        Run run = run(input, arguments);
        assertThat(run.code()).as(String.join(" ", arguments) + ": " + run).isEqualTo(code);
        return run;
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        world.kubeconfig(home.resolve("config"));
    }

    @Override
    public void afterEach(ExtensionContext test) throws IOException {
        world.close();
        List<Path> files;
        try (Stream<Path> below = Files.walk(home)) {
            files = below.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}

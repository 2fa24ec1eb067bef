package dev.longshore.agent.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.tasks.Task;
import dev.longshore.tasks.VirtualTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** On this machine, as root. */
class LinuxHostFilesTest extends HostFilesContract {
    @RegisterExtension
    final LinuxRoot machine = new LinuxRoot();

    private final HostFiles files = machine.files();
    private final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();

    @Test
    @DisplayName(
            "A shared folder is marked so in the kernel's table, and what is mounted below it lies on a tmpfs that is never swapped")
    void theKernelAgrees() throws IOException {
        files.makeFolder(at("a b/m"), 0755);
        files.share(at("a b"));
        files.mountTmpfs(at("a b/m"), 1 << 20, 0700);

        MountTable table = MountTable.parse(Files.readString(Path.of("/proc/self/mountinfo")));
        assertThat(table.isShared(at("a b"))).isTrue();
        assertThat(table.below(at("a b")).get(at("a b/m"))).isEqualTo("tmpfs");
    }

    @Test
    @DisplayName(
            "Where all mounts are shared, as systemd has it, a shared folder needs no mount, and each mount below it is there once")
    void nothingIsMountedTwice() throws IOException {
        files.makeFolder(at("host"), 0755);
        files.mountTmpfs(at("host"), 1 << 20, 0755);
        files.share(at("host"));
        files.makeFolder(at("host/agent/m"), 0755);

        files.share(at("host/agent"));
        files.mountTmpfs(at("host/agent/m"), 1 << 20, 0700);

        assertThat(Files.readAllLines(Path.of("/proc/self/mountinfo")))
                .filteredOn(line -> line.contains(" " + at("host/agent")))
                .singleElement()
                .asString()
                .contains(" " + at("host/agent/m") + " ");
    }

    @Test
    @DisplayName("A file that was cut off in the middle of a write is replaced by the next write")
    void replacesAnUnfinishedFile() throws IOException {
        Files.writeString(Path.of(at("a~")), "half");

        files.write(at("a"), bytes("whole"), 0644);

        assertThat(files.list(root())).containsExactly("a");
    }

    @Test
    @DisplayName("Many who write one file at once leave one of their contents, whole")
    void manyWriteOneFile() {
        VirtualTasks tasks = new VirtualTasks((name, fault) -> faults.add(fault));
        List<Task> writers = IntStream.range(0, 16)
                .mapToObj(i -> tasks.start("writer", () -> files.write(at("a"), bytes("text " + i), 0644)))
                .toList();
        writers.forEach(
                writer -> assertThat(writer.join(Duration.ofSeconds(30))).isTrue());

        assertThat(faults).isEmpty();
        assertThat(files.read(at("a")))
                .hasValueSatisfying(text -> assertThat(new String(text, UTF_8)).startsWith("text "));
        assertThat(files.list(root())).containsExactly("a");
    }

    @Override
    protected HostFiles files() {
        return files;
    }

    @Override
    protected String root() {
        return machine.path();
    }
}

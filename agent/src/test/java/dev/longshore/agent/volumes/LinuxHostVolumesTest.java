package dev.longshore.agent.volumes;

import dev.longshore.agent.host.HostFiles;
import dev.longshore.agent.host.LinuxHostFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** On this machine, as root. */
class LinuxHostVolumesTest extends VolumePluginContract {
    private final HostFiles files = new LinuxHostFiles();
    private Path root = Path.of("/");

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createTempDirectory("longshore-volume-test").toRealPath();
    }

    @AfterEach
    void removeRoot() {
        files.mountsBelow(root.toString()).keySet().forEach(files::unmount);
        files.delete(root.toString());
    }

    @Override
    protected HostFiles files() {
        return files;
    }

    @Override
    protected String root() {
        return root.toString();
    }
}

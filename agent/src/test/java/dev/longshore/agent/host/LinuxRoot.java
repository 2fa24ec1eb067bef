package dev.longshore.agent.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A folder of this machine for one test; goes with all that is mounted in it. */
public final class LinuxRoot implements BeforeEachCallback, AfterEachCallback {
    private final HostFiles files = new LinuxHostFiles();
    private Path root = Path.of("/");

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        root = Files.createTempDirectory("longshore-test").toRealPath();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        files.mountsBelow(root.toString()).keySet().forEach(files::unmount);
        files.delete(root.toString());
    }

    public HostFiles files() {
        return files;
    }

    public String path() {
        return root.toString();
    }
}

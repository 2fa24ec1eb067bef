package dev.longshore.agent.containers.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A small image made of a static busybox, under a name of this process's own. */
public final class TestImage {
    private static final List<String> PROGRAMS =
            List.of("sh", "sleep", "cat", "hostname", "ip", "ls", "id", "wget", "httpd");

    private TestImage() {}

    /** Name and tag; removed by {@link #remove}. */
    public static String name() {
        return "docker-test/bb:" + ProcessHandle.current().pid();
    }

    public static void make(Path folder) throws IOException {
        Path root = folder.resolve("image");
        Files.createDirectories(root.resolve("bin"));
        Files.createDirectories(root.resolve("etc"));
        Files.createDirectories(root.resolve("tmp"));
        Files.setPosixFilePermissions(root.resolve("tmp"), PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.copy(busybox(), root.resolve("bin/busybox"));
        for (String program : PROGRAMS) {
            Files.createSymbolicLink(root.resolve("bin").resolve(program), Path.of("busybox"));
        }
        Files.writeString(root.resolve("etc/passwd"), "root:x:0:0:root:/:/bin/sh\n");
        Path archive = folder.resolve("image.tar");
        Shell.run("tar", "-C", root.toString(), "-cf", archive.toString(), ".");
        Shell.run("docker", "import", archive.toString(), name());
    }

    public static void remove() {
        Shell.run("docker", "rmi", "-f", name());
    }

    private static Path busybox() {
        return List.of("/bin/busybox", "/usr/bin/busybox").stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no busybox: install busybox-static"));
    }
}

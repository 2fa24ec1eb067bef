package dev.longshore.agent.containers.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
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

    /**
     * The same files under a tag of their own, with other words in the image's configuration; after {@link #make} in that folder.
     * @param change as {@code docker import} takes it
     * @return name and tag; removed by {@link #remove}
     */
    static String variant(Path folder, String what, String... change) {
        List<String> command = new ArrayList<>(List.of("docker", "import"));
        for (String one : change) {
            command.addAll(List.of("--change", one));
        }
        String variant = name() + "-" + what;
        command.addAll(List.of(folder.resolve("image.tar").toString(), variant));
        Shell.run(command.toArray(String[]::new));
        return variant;
    }

    public static void remove() {
        String all = "docker images -q --filter reference=" + name() + " --filter 'reference=" + name() + "-*'";
        Shell.run("sh", "-c", all + " | sort -u | xargs -r docker rmi -f");
    }

    private static Path busybox() {
        return List.of("/bin/busybox", "/usr/bin/busybox").stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no busybox: install busybox-static"));
    }
}

package dev.longshore.system.endtoend;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What an installation leaves when its programs have ended: containers, a network, mounts, files. */
record Remains(Path folder, String cluster, String network) {

    void remove() throws IOException {
        containers();
        Shell.run(folder, Map.of(), "", List.of("docker", "network", "rm", network));
        unmount();
        delete();
    }

    private void containers() {
        String label = "label=longshore.io/cluster=" + cluster;
        List<String> left =
                Shell.run(folder, "docker", "ps", "-aq", "-f", label).lines().toList();
        if (!left.isEmpty()) {
            List<String> remove = new ArrayList<>(List.of("docker", "rm", "-f"));
            remove.addAll(left);
            Shell.run(folder, Map.of(), "", remove);
        }
    }

    private void unmount() throws IOException {
        List<String> mounts = Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
                .map(line -> line.split(" ", 6)[4])
                .filter(point -> point.startsWith(folder + File.separator))
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        mounts.forEach(point -> Shell.run(Path.of("/"), "umount", point));
    }

    private void delete() throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException fault) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}

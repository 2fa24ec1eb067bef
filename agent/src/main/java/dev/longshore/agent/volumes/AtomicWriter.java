package dev.longshore.agent.volumes;

import dev.longshore.agent.host.HostFiles;
import dev.longshore.agent.host.HostFiles.Attributes;
import dev.longshore.agent.volumes.VolumePlugin.FileContent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * Shows a payload in a folder so that a reader sees all of the old or all of the new, whenever the writer dies. The files of one
 * generation lie in a folder named by its time; {@code ..data} points at the newest, and each visible name points through it. Turning
 * {@code ..data} is the only step a reader can notice. The generation before stays until a later pass, for readers who are in it.
 * Source: Kubernetes volumes, "atomic writer".
 */
final class AtomicWriter {
    private static final String DATA = "..data";
    private static final String GENERATION_FORM = "\\.\\.\\d{4}_\\d\\d_\\d\\d_\\d\\d_\\d\\d_\\d\\d\\.\\d{9}";
    private static final DateTimeFormatter GENERATION =
            DateTimeFormatter.ofPattern("'..'yyyy_MM_dd_HH_mm_ss.SSSSSSSSS").withZone(ZoneOffset.UTC);
    private static final Duration KEPT = Duration.ofSeconds(10);
    private static final int FOLDER_MODE = 0755;

    private final HostFiles files;
    private final String folder;

    AtomicWriter(HostFiles files, String folder) {
        this.files = files;
        this.folder = folder;
    }

    void show(Payload payload, Instant now) {
        Optional<String> current = files.link(at(DATA));
        removeUnfinished(current);
        if (current.isEmpty() || !shows(at(current.get()), payload)) {
            String next = after(current, now);
            write(at(next), payload);
            files.setLink(at(DATA), next);
            current = Optional.of(next);
        }
        link(payload.topLevel());
        removeOld(current.get(), now);
    }

    /** What a crash left: halves of calls, and generations that {@code ..data} never pointed at. */
    private void removeUnfinished(Optional<String> current) {
        for (String name : files.list(folder)) {
            boolean never = isGeneration(name) && (current.isEmpty() || name.compareTo(current.get()) > 0);
            if (never || name.endsWith(HostFiles.UNFINISHED)) {
                files.delete(at(name));
            }
        }
    }

    private boolean shows(String generation, Payload payload) {
        return paths(generation, "").equals(payload.files().keySet())
                && payload.files().entrySet().stream()
                        .allMatch(file -> shows(generation + "/" + file.getKey(), file.getValue(), payload.group()));
    }

    private boolean shows(String path, FileContent wanted, OptionalLong group) {
        Optional<Attributes> there = files.attributes(path);
        return there.filter(seen -> seen.mode() == wanted.mode() && seen.gid() == group.orElse(0))
                        .isPresent()
                && files.read(path)
                        .filter(bytes -> Arrays.equals(bytes, wanted.bytes()))
                        .isPresent();
    }

    private Set<String> paths(String generation, String below) {
        Set<String> paths = new TreeSet<>();
        for (String name : files.list(generation + below)) {
            String path = below + "/" + name;
            boolean isFolder = files.attributes(generation + path)
                    .filter(there -> there.type() == HostFiles.Type.FOLDER)
                    .isPresent();
            paths.addAll(isFolder ? paths(generation, path) : Set.of(path.substring(1)));
        }
        return paths;
    }

    private void write(String generation, Payload payload) {
        files.makeFolder(generation, FOLDER_MODE);
        for (Map.Entry<String, FileContent> file : payload.files().entrySet()) {
            String path = generation + "/" + file.getKey();
            files.makeFolder(path.substring(0, path.lastIndexOf('/')), FOLDER_MODE);
            files.write(path, file.getValue().bytes(), file.getValue().mode());
        }
        if (payload.group().isPresent()) {
            files.own(generation, OptionalLong.empty(), payload.group());
        }
    }

    private void link(Set<String> wanted) {
        for (String name : wanted) {
            String target = DATA + "/" + name;
            if (!files.link(at(name)).equals(Optional.of(target))) {
                files.setLink(at(name), target);
            }
        }
        for (String name : files.list(folder)) {
            boolean ours =
                    files.link(at(name)).filter((DATA + "/" + name)::equals).isPresent();
            if (ours && !wanted.contains(name)) {
                files.delete(at(name));
            }
        }
    }

    private void removeOld(String current, Instant now) {
        List<String> before = files.list(folder).stream()
                .filter(AtomicWriter::isGeneration)
                .filter(name -> name.compareTo(current) < 0)
                .toList();
        boolean readersHaveLeft = !now.isBefore(timeOf(current).plus(KEPT));
        int kept = readersHaveLeft ? 0 : 1;
        before.subList(0, Math.max(0, before.size() - kept)).forEach(name -> files.delete(at(name)));
    }

    /** A name later than the current one, also when the clock was set back. */
    private static String after(Optional<String> current, Instant now) {
        Instant earliest = current.filter(AtomicWriter::isGeneration)
                .map(name -> timeOf(name).plusNanos(1))
                .orElse(now);
        return GENERATION.format(now.isBefore(earliest) ? earliest : now);
    }

    private static Instant timeOf(String generation) {
        return LocalDateTime.parse(generation, GENERATION).toInstant(ZoneOffset.UTC);
    }

    private static boolean isGeneration(String name) {
        return name.matches(GENERATION_FORM);
    }

    private String at(String name) {
        return folder + "/" + name;
    }
}

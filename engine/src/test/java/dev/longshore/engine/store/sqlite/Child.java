package dev.longshore.engine.store.sqlite;

import dev.longshore.engine.store.Change.Put;
import dev.longshore.engine.store.CommitResult.Committed;
import dev.longshore.engine.store.OpenRefused;
import dev.longshore.engine.store.StoreKey;
import dev.longshore.process.Exit;
import dev.longshore.tasks.Signal;
import dev.longshore.tasks.Tasks;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A process of its own that uses a store: to be locked out, or to be killed. */
final class Child {
    static final int WRITERS = 8;
    private static final Signal UNANSWERED = Stores.tasks().signal();

    private Child() {}

    /**
     * {@code FOLDER open}: tells how opening went. {@code FOLDER write}: writes until killed, and prints what was acknowledged. {@code
     * FOLDER alone N}: one writer does that N times and ends, as production does when what is on disk is in doubt.
     */
    public static void main(String... arguments) {
        Path folder = Path.of(arguments[0]);
        try {
            SqliteStore store = SqliteStore.open(folder, Stores.tasks(), Stores.SMALL, Child::halt);
            switch (arguments[1]) {
                case "write" -> writeForEver(store);
                case "alone" -> write(store, new StoreKey("/alone"), Integer.parseInt(arguments[2]));
                default -> {}
            }
            store.close();
            System.out.println("exit 0");
        } catch (OpenRefused refused) {
            System.out.println("exit " + refused.exit().code() + " " + refused.getMessage());
        } catch (RuntimeException fault) {
            System.out.println(fault);
            Runtime.getRuntime().halt(1);
        }
    }

    /** Whoever was told that a write is done has the time to say so. */
    private static void halt(String doubt) {
        System.out.println(doubt);
        UNANSWERED.await(Duration.ofSeconds(1));
        Runtime.getRuntime().halt(Exit.FAULT.code());
    }

    private static void writeForEver(SqliteStore store) {
        Tasks tasks = Stores.tasks();
        long before = store.head();
        for (int i = 0; i < WRITERS; i++) {
            String key = "/w" + i + "/" + before;
            tasks.start("writer", () -> write(store, new StoreKey(key), Integer.MAX_VALUE));
        }
        while (true) {
            tasks.signal().await(Duration.ofMinutes(1));
        }
    }

    private static void write(SqliteStore store, StoreKey key, int times) {
        long seen = 0;
        for (int i = 0; i < times; i++) {
            byte[] value = (key + "@" + seen + "x".repeat(300)).getBytes(StandardCharsets.UTF_8);
            if (!(store.commit(List.of(new Put(key, value, seen)), List.of()) instanceof Committed(var revisions))) {
                UNANSWERED.raise();
                return;
            }
            print(key + " " + revisions.getFirst() + " " + seen + "\n");
            seen = revisions.getFirst();
        }
    }

    /** One system call for each line. */
    private static synchronized void print(String line) {
        System.out.writeBytes(line.getBytes(StandardCharsets.US_ASCII));
        System.out.flush();
    }

    /** @param scratch where it puts temporary files */
    static Process start(Path folder, String what, Path scratch) throws IOException {
        return new ProcessBuilder(command(folder, scratch, what))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    static List<String> command(Path folder, Path scratch, String... what) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Dslf4j.internal.verbosity=ERROR",
                "-Djava.io.tmpdir=" + scratch,
                "-cp",
                classPath(),
                Child.class.getName(),
                folder.toString()));
        command.addAll(List.of(what));
        return command;
    }

    /** Without a logging back end: starting it takes longer than all the rest. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("logback"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Runs to the end. */
    static String run(Path folder, String what) throws IOException, InterruptedException {
        Process process = start(folder, what, Path.of(System.getProperty("java.io.tmpdir")));
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}

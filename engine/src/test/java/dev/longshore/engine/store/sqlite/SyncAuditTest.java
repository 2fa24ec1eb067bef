package dev.longshore.engine.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.process.Exit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the kernel saw: the system calls of a process that writes, by strace, which also makes syncs fail. */
class SyncAuditTest {
    private static final int WRITES = 100;

    @TempDir
    Path temp;

    private record Traced(int exit, String output, List<String> calls) {
        List<String> acknowledged() {
            return output.lines().filter(line -> line.startsWith("/alone ")).toList();
        }

        List<String> callsSinceTheFault() {
            return calls.stream()
                    .dropWhile(call -> !call.contains("(INJECTED)"))
                    .toList();
        }
    }

    @Test
    @DisplayName(
            "S-STORE-18: each write is acknowledged after the log and then the high-water mark were synced, not before")
    void acknowledgedMeansSynced() throws Exception {
        Traced traced = trace("trace=fsync,fdatasync,write");

        assertThat(traced.exit()).isZero();
        assertThat(traced.acknowledged()).hasSize(WRITES);
        assertThat(perAcknowledgement(traced.calls())).hasSize(WRITES).allSatisfy(calls -> {
            int log = last(calls, "longshore.db-wal");
            assertThat(log).as("%s", calls).isNotNegative();
            assertThat(last(calls, "highwater")).as("%s", calls).isGreaterThan(log);
        });
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"longshore.db-wal", "highwater"})
    @DisplayName("D3, R3: a sync that fails ends the process with 70 at once; nothing is acknowledged after it")
    void aFailedSyncIsTheEnd(String file) throws Exception {
        Traced traced = trace(
                "trace=fsync,fdatasync,write",
                "-e",
                "inject=fsync,fdatasync:error=EIO:when=40",
                "-P",
                store(file),
                "-P",
                output().toString());

        assertThat(traced.exit()).as(traced.output()).isEqualTo(Exit.FAULT.code());
        assertThat(traced.callsSinceTheFault())
                .isNotEmpty()
                .as("acknowledged after the sync that failed")
                .noneMatch(SyncAuditTest::acknowledges);
        assertThat(traced.output()).contains("store: " + temp.resolve("store") + ": ");
        assertThat(traced.acknowledged()).hasSizeBetween(10, 40);
        long acknowledged = traced.acknowledged().size();
        try (SqliteStore again = Stores.open(temp.resolve("store"), Stores.tasks())) {
            assertThat(again.head()).isBetween(acknowledged, acknowledged + 1);
        }
    }

    private String store(String file) {
        return temp.resolve("store").resolve(file).toString();
    }

    private Traced trace(String... expressions) throws Exception {
        Path calls = temp.resolve("calls");
        List<String> command = new ArrayList<>(List.of("strace", "-f", "-y", "-s", "8", "-o", calls.toString(), "-e"));
        command.addAll(List.of(expressions));
        command.addAll(Child.command(temp.resolve("store"), temp, "alone", Integer.toString(WRITES)));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output().toFile())
                .start();
        return new Traced(process.waitFor(), Files.readString(output()), Files.readAllLines(calls));
    }

    /** What the process says: a file, so that strace can follow it. */
    private Path output() {
        return temp.resolve("output");
    }

    private static boolean acknowledges(String call) {
        return call.contains("write(1<") && call.contains("\"/alone");
    }

    /** The syncs that ended before each acknowledgement began, since the one before it. A call begins with its thread's number. */
    private static List<List<String>> perAcknowledgement(List<String> calls) {
        List<List<String>> all = new ArrayList<>();
        List<String> since = new ArrayList<>();
        Map<String, String> begun = new HashMap<>();
        for (String call : calls) {
            String thread = call.substring(0, call.indexOf(' '));
            if (acknowledges(call)) {
                all.add(since);
                since = new ArrayList<>();
            } else if (call.contains("sync(") && call.contains("<unfinished")) {
                begun.put(thread, call);
            } else if (call.contains("sync resumed>")) {
                since.add(begun.getOrDefault(thread, call));
            } else if (call.contains("sync(")) {
                since.add(call);
            }
        }
        return all;
    }

    private static int last(List<String> calls, String file) {
        for (int i = calls.size() - 1; i >= 0; i--) {
            if (calls.get(i).contains(file)) {
                return i;
            }
        }
        return -1;
    }
}

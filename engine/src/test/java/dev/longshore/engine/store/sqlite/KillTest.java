package dev.longshore.engine.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.engine.store.Changes;
import dev.longshore.engine.store.Entry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that writes is killed again and again; another one looks for what it had acknowledged. */
class KillTest {
    private static final int KILLS = 24;

    @TempDir
    Path folder;

    @TempDir
    Path scratch;

    @Test
    @DisplayName(
            "S-STORE-01, S-STORE-02, C38, D1: kill -9 loses no acknowledged write, whenever it strikes; what was not is there whole or not at all")
    void nothingAcknowledgedIsLost() throws Exception {
        Random random = new Random(1);
        List<String> acknowledged = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            acknowledged.addAll(writeAndKill(1 + random.nextInt(400)));
            assertThat(lost(acknowledged)).as("kill %s", kill).isEmpty();
        }
        assertThat(acknowledged).hasSizeGreaterThan(KILLS * 20);
        assertThat(scratch).as("nor is anything left behind").isEmptyDirectory();
        System.out.println(KILLS + " kills, " + acknowledged.size() + " acknowledged writes, none lost");
    }

    /** @return what the process said was written, up to its last whole line */
    private List<String> writeAndKill(int after) throws IOException, InterruptedException {
        Process process = Child.start(folder, "write", scratch);
        List<String> lines = new ArrayList<>();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            StringBuilder text = new StringBuilder();
            for (int next = output.read(); next >= 0; next = output.read()) {
                text.append((char) next);
                if (next == '\n') {
                    lines.add(text.toString().strip());
                    text.setLength(0);
                    if (lines.size() == after) {
                        process.toHandle().destroyForcibly(); // SIGKILL; leaves the output readable
                    }
                }
            }
        }
        process.waitFor();
        assertThat(lines).as("it wrote before it was killed").hasSizeGreaterThanOrEqualTo(after);
        return lines;
    }

    private List<String> lost(List<String> acknowledged) {
        Map<Long, Entry> found = new HashMap<>();
        try (SqliteStore store = Stores.open(folder, Stores.tasks());
                Changes changes = store.changesAfter(0)) {
            for (List<Entry> next = changes.next(Duration.ZERO); !next.isEmpty(); next = changes.next(Duration.ZERO)) {
                next.forEach(entry -> found.put(entry.revision(), entry));
            }
        }
        assertThat(found.keySet()).as("no hole").allMatch(revision -> revision <= found.size());
        assertThat(found.values()).allMatch(KillTest::isWhole);
        return acknowledged.stream().filter(line -> !isThere(line, found)).toList();
    }

    /** As the process wrote it, acknowledged or not. */
    private static boolean isWhole(Entry entry) {
        return entry.text().matches(Pattern.quote(entry.key().path()) + "@\\d+x{300}");
    }

    private static boolean isThere(String line, Map<Long, Entry> found) {
        String[] word = line.split(" ", -1);
        Entry entry = found.get(Long.parseLong(word[1]));
        return entry != null
                && entry.key().path().equals(word[0])
                && entry.text().startsWith(word[0] + "@" + word[2] + "x");
    }
}

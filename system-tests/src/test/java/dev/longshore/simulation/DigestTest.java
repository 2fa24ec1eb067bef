package dev.longshore.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A seed is worth something only while it gives the same course everywhere. */
@Tag("simulation")
class DigestTest {
    private static final int SEEDS = 20;

    @Test
    void aSeedTakesTheSameCourseInAnotherJvm() throws IOException, InterruptedException {
        Process other = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseParallelGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UnlockExperimentalVMOptions",
                        "-XX:hashCode=2",
                        "-Djdk.trackAllThreads=false",
                        "-Djdk.virtualThreadScheduler.parallelism=1",
                        "-Dlogback.configurationFile=logback-simulation.xml",
                        "-Duser.language=tr",
                        "-Duser.timezone=Asia/Tokyo",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Digests.class.getName(),
                        "1",
                        Integer.toString(SEEDS)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String here = Digests.of(1, SEEDS);
        String there = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(other.waitFor()).isZero();
        assertThat(there.lines()
                        .filter(line -> line.matches("\\d+ [0-9a-f]+ .*"))
                        .toList())
                .containsExactlyElementsOf(here.lines().toList());
    }
}

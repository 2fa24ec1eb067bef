package dev.longshore.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.schemas.Checked;
import dev.longshore.schemas.KindSchema;
import dev.longshore.schemas.SchemaCatalog;
import dev.longshore.schemas.Walker;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What checking and completing a Pod of 3 KB adds to parsing it, and what it costs to load all kinds; in a JVM as the launcher starts
 * it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:TieredStopAtLevel=1",
            "-Xms32m",
            "-Xmx512m"
        })
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class WalkerBenchmark {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KindSchema kind =
            SchemaCatalog.builtIn().byName("", "v1", "Pod").orElseThrow();
    private final byte[] pod = resource(WalkerBenchmark.class, "pod.json");
    private final byte[] kinds = resource(SchemaCatalog.class, "kinds.json");

    /** The floor. */
    @Benchmark
    public JsonNode parse() throws IOException {
        return JSON.readTree(pod);
    }

    @Benchmark
    public Checked parseAndWalk() throws IOException {
        return Walker.check(kind, (ObjectNode) JSON.readTree(pod));
    }

    /** From the bytes of the compiled kind files. */
    @Benchmark
    public SchemaCatalog loadCatalogue() throws IOException {
        return SchemaCatalog.read(JSON.readTree(kinds));
    }

    private static byte[] resource(Class<?> beside, String name) {
        try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + name, unreadable);
        }
    }
}

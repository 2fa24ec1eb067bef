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
import org.openjdk.jmh.annotations.Benchmark;

/**
 * What checking and completing a Pod of 3 KB adds to parsing it, and what it costs to load all kinds; in a JVM as the launcher starts
 * it.
 */
public class WalkerBenchmark extends Measured {
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

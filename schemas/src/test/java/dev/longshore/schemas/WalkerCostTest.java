package dev.longshore.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Bytes, not time: they are the same on a busy machine. */
class WalkerCostTest {
    private static final int BYTES_MAX = 48 * 1024;
    private static final int ROUNDS = 2_001;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KindSchema kind =
            SchemaCatalog.builtIn().byName("", "v1", "Pod").orElseThrow();

    @Test
    void parsingAndWalkingAPodOf3KBAllocatesAtMost48KB() throws IOException {
        byte[] pod = pod();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] bytes = new long[ROUNDS];

        for (int i = 0; i < ROUNDS; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            Checked checked = Walker.check(kind, (ObjectNode) JSON.readTree(pod));
            bytes[i] = threads.getCurrentThreadAllocatedBytes() - before;
            assertThat(checked.invalid()).isEmpty();
        }

        Arrays.sort(bytes);
        assertThat(pod).hasSizeBetween(3_000, 3_100);
        assertThat(bytes[ROUNDS / 2]).isBetween(1L, (long) BYTES_MAX);
    }

    private static byte[] pod() throws IOException {
        try (InputStream in = Objects.requireNonNull(WalkerCostTest.class.getResourceAsStream("pod.json"))) {
            return in.readAllBytes();
        }
    }
}

package dev.longshore.agent.pods;

import static dev.longshore.agent.pods.plan.Examples.ONE_APP;
import static dev.longshore.agent.pods.plan.Examples.fields;
import static dev.longshore.agent.pods.plan.Examples.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.objects.core.Pod;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PodMemoryTest {
    private final Pod seen = pod(ONE_APP);
    private final PodMemory memory = new PodMemory(seen.item().key());

    @Test
    @DisplayName("S-AGENT-06: an end that was told stays, also while the watch still shows the pod running")
    void anEndStays() {
        memory.status = Optional.of(fields("{status: {phase: 'Succeeded'}}"));

        assertThat(memory.endTold()).isTrue();
        assertThat(memory.told(seen).phase()).isEqualTo("Succeeded");
        assertThat(memory.told(seen).item().revision()).isEqualTo(seen.item().revision());
        assertThat(memory.told(seen).item().uid()).isEqualTo(seen.item().uid());
    }

    @Test
    void anythingElseIsAsTheWatchShowsIt() {
        memory.status = Optional.of(fields("{status: {phase: 'Running'}}"));

        assertThat(memory.endTold()).isFalse();
        assertThat(memory.told(seen)).isSameAs(seen);
    }
}

package dev.longshore.tasks.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.tasks.Chance;
import dev.longshore.tasks.ChanceContract;
import org.junit.jupiter.api.Test;

class SimulatedChanceTest extends ChanceContract {
    @Override
    protected Chance chance() {
        return new SimulatedChance(7);
    }

    @Test
    void drawsOfAForkMoveNoOtherDraw() {
        Chance plain = chance();
        Chance forked = chance();
        forked.fork("a").next();

        assertThat(forked.next()).isEqualTo(plain.next());
        assertThat(forked.fork("b").next()).isEqualTo(plain.fork("b").next());
    }
}

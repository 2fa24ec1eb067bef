package dev.longshore.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link Chance} promises. */
public abstract class ChanceContract {
    protected abstract Chance chance();

    @Test
    void aUidIsADifferentVersion4UuidEachTime() {
        Chance chance = chance();
        List<UUID> uids =
                Stream.generate(chance::uid).limit(100).map(UUID::fromString).toList();

        assertThat(uids).doesNotHaveDuplicates().allMatch(uid -> uid.version() == 4 && uid.variant() == 2);
    }

    @Test
    void belowStaysBelowItsBoundAndReachesEveryValue() {
        Chance chance = chance();

        assertThat(IntStream.range(0, 500).map(i -> chance.below(5)).boxed()).containsOnly(0, 1, 2, 3, 4);
        assertThatThrownBy(() -> chance.below(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void forksDrawDifferently() {
        Chance chance = chance();

        assertThat(List.of(
                        chance.next(),
                        chance.fork("a").next(),
                        chance.fork("a").next(),
                        chance.fork("b").next()))
                .doesNotHaveDuplicates();
    }
}

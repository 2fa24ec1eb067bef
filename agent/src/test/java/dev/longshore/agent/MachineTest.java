package dev.longshore.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.process.Exit;
import dev.longshore.process.ProcessFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineTest {
    private static String process(String uids) {
        return "Name:\tjava\nTgid:\t0\nUid:\t" + uids.replace(' ', '\t') + "\nGid:\t0\t0\t0\t0\n";
    }

    @ParameterizedTest(name = "{0}: not as uid {1}")
    @CsvSource({"1000 1000 1000 1000, 1000", "0 65534 0 0, 65534"})
    void whoeverActsForAnotherUserIsRefused(String uids, String named) {
        assertThatThrownBy(() -> Machine.requireRoot(process(uids)))
                .isInstanceOfSatisfying(
                        ProcessFault.class, fault -> assertThat(fault.exit()).isEqualTo(Exit.PERMISSION))
                .hasMessageContaining("must run as root, not as uid " + named);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"0 0 0 0", "1000 0 0 0"})
    void rootIsLetIn(String uids) {
        assertThatCode(() -> Machine.requireRoot(process(uids))).doesNotThrowAnyException();
    }

    @Test
    void whoCannotBeToldIsRefused() {
        assertThatThrownBy(() -> Machine.requireRoot("")).isInstanceOf(ProcessFault.class);
    }
}

package dev.longshore.engine.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldSelectorsTest {
    @Test
    void equalitiesAndInequalitiesAreToldApart() {
        FieldSelectors selectors = FieldSelectors.parse("spec.nodeName=n1,status.phase!=Failed,metadata.name==web");

        assertThat(selectors.equal()).isEqualTo(Map.of("spec.nodeName", "n1", "metadata.name", "web"));
        assertThat(selectors.unequal()).isEqualTo(Map.of("status.phase", "Failed"));
    }

    @Test
    void aValueMayBeEmptyOrHoldTheSeparators() {
        FieldSelectors selectors = FieldSelectors.parse("involvedObject.namespace=,reason=a\\,b\\=c");

        assertThat(selectors.equal()).isEqualTo(Map.of("involvedObject.namespace", "", "reason", "a,b=c"));
    }

    @Test
    void whatIsNoComparisonIsRefused() {
        assertThatThrownBy(() -> FieldSelectors.parse("metadata.name")).hasMessageContaining("invalid field selector");
    }
}

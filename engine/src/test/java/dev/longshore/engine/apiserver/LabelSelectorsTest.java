package dev.longshore.engine.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSelectorsTest {
    private static final Map<String, String> LABELS =
            Map.of("app", "web", "tier", "front", "app.kubernetes.io/name", "shop", "level", "5", "empty", "");

    @ParameterizedTest(name = "L08: {0} selects: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "app=web | true",
                "app==web | true",
                "app = web | true",
                "app!=web | false",
                "other!=web | true",
                "app | true",
                "!app | false",
                "!other | true",
                "app in (db, web) | true",
                "app in (db) | false",
                "app notin (db),tier | true",
                "other notin (a,b) | true",
                "app.kubernetes.io/name=shop,app=web | true",
                "app=web,tier=back | false",
                "level>4 | true",
                "level<5 | false",
                "empty= | true"
            })
    void everyOperatorIsUnderstood(String text, boolean selected) {
        assertThat(LabelSelectors.parse(text).matches(LABELS)).isEqualTo(selected);
    }

    @Test
    void noTextSelectsEverything() {
        assertThat(LabelSelectors.parse("").matches(Map.of())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"app in web", "=x", "a b", "app in (a", "a=b=c", "a in (b c)"})
    void whatCannotBeReadIsNamed(String text) {
        assertThatThrownBy(() -> LabelSelectors.parse(text))
                .isInstanceOf(ApiRefusal.class)
                .hasMessageStartingWith("unable to parse requirement: ");
    }
}

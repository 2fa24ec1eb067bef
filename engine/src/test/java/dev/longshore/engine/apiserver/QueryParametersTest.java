package dev.longshore.engine.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class QueryParametersTest {
    @Test
    void onlyTheAmpersandSeparates() {
        QueryParameters query = QueryParameters.parse("labelSelector=a%3Db;c&x=y+z&x=second");

        assertThat(query.get("labelSelector")).contains("a=b;c");
        assertThat(query.get("x")).contains("y z");
        assertThat(query.get("absent")).isEmpty();
    }

    @Test
    void truthHasManySpellings() {
        QueryParameters query = QueryParameters.parse("a&b=1&c=true&d=True&e=false&f=0");

        assertThat(query.flag("a")).isTrue();
        assertThat(query.flag("b")).isTrue();
        assertThat(query.flag("c")).isTrue();
        assertThat(query.flag("d")).isTrue();
        assertThat(query.flag("e")).isFalse();
        assertThat(query.flag("f")).isFalse();
        assertThat(query.flag("g")).isFalse();
    }

    @Test
    void aNumberThatIsNoneIsRefused() {
        assertThatThrownBy(() -> QueryParameters.parse("limit=-1").number("limit"))
                .hasMessageContaining("limit");
        assertThatThrownBy(() -> QueryParameters.parse("limit=%zz")).hasMessageContaining("percent-encoded");
    }
}

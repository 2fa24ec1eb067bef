package dev.longshore.engine.gitops.repository;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTest {
    @ParameterizedTest(name = "\"{0}\" is a range")
    @ValueSource(
            strings = {
                "*",
                "1",
                "v1",
                "1.2",
                "1.x",
                "1.2.*",
                "^1.2.3",
                "~1.2",
                ">=1.0.0",
                ">= 1.0.0",
                ">=1.2 <2",
                ">1,<2",
                "1.2 || 2.x",
                "1.0.0 - 2.0.0",
                "=1.2.3",
                "^2.0.0-beta.1"
            })
    void isARange(String selector) {
        assertThat(VersionRange.is(selector)).isTrue();
    }

    @ParameterizedTest(name = "\"{0}\" is none")
    @ValueSource(
            strings = {
                "",
                "main",
                "HEAD",
                "v1.2.3",
                "1.2.3",
                "1.2.3-rc.1",
                "1234567",
                "feature/x",
                "fix-1",
                "1-fix",
                "release-1.x",
                "refs/tags/1.2",
                "-",
                ">",
                "x-ray"
            })
    void isNone(String selector) {
        assertThat(VersionRange.is(selector)).isFalse();
    }
}

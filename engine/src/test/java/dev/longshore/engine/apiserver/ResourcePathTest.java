package dev.longshore.engine.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourcePathTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "/api/v1/pods, '', v1, pods, '', '', ''",
        "/api/v1/namespaces, '', v1, namespaces, '', '', ''",
        "/api/v1/namespaces/, '', v1, namespaces, '', '', ''",
        "/api/v1/namespaces/shop, '', v1, namespaces, '', shop, ''",
        "/api/v1/namespaces/shop/status, '', v1, namespaces, '', shop, status",
        "/api/v1/namespaces/shop/finalize, '', v1, namespaces, '', shop, finalize",
        "/api/v1/namespaces/shop/pods, '', v1, pods, shop, '', ''",
        "/api/v1/namespaces/shop/pods/web%2F1, '', v1, pods, shop, web/1, ''",
        "/api/v1/namespaces/shop/pods/web/log, '', v1, pods, shop, web, log",
        "/api/v1/namespaces/shop/pods/web/proxy/a/b, '', v1, pods, shop, web, proxy/a/b",
        "/api/v1/nodes/n1, '', v1, nodes, '', n1, ''",
        "/apis/apps/v1/deployments, apps, v1, deployments, '', '', ''",
        "/apis/apps/v1/namespaces/shop/deployments/web/scale, apps, v1, deployments, shop, web, scale",
        "/apis/rbac/v1/roles/system:node, rbac, v1, roles, '', system:node, ''"
    })
    void everyPathOfTheApiIsTakenApart(
            String raw, String group, String version, String plural, String namespace, String name, String sub) {
        assertThat(ApiPath.parse(raw).flatMap(ResourcePath::parse))
                .contains(new ResourcePath(group, version, plural, namespace, name, sub));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/api/v1", "/apis/apps", "/apis/apps/v1", "/healthz"})
    void aGroupOrVersionIsNoResource(String raw) {
        assertThat(ApiPath.parse(raw).flatMap(ResourcePath::parse)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api//pods", "/api/v1/../secrets", "/api/v1/%2e%2e/x", "/api/v1/%zz", "//x"})
    void aPathThatCouldMeanAnotherIsRefused(String raw) {
        assertThat(ApiPath.parse(raw)).isEmpty();
    }
}

package dev.longshore.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.objects.Kind;
import dev.longshore.objects.apps.Deployment;
import dev.longshore.objects.apps.ReplicaSet;
import dev.longshore.objects.core.ConfigMap;
import dev.longshore.objects.core.Event;
import dev.longshore.objects.core.Lease;
import dev.longshore.objects.core.Namespace;
import dev.longshore.objects.core.Node;
import dev.longshore.objects.core.Pod;
import dev.longshore.objects.core.Secret;
import dev.longshore.objects.core.ServiceAccount;
import dev.longshore.objects.gitops.Application;
import dev.longshore.objects.gitops.Repository;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaCatalogTest {
    @Test
    void everyViewHasItsKindAndEveryKindItsView() {
        assertThat(SchemaCatalog.builtIn().kinds())
                .extracting(KindSchema::kind)
                .containsExactlyInAnyOrderElementsOf(List.of(
                        Namespace.KIND,
                        Pod.KIND,
                        ConfigMap.KIND,
                        Secret.KIND,
                        ServiceAccount.KIND,
                        Node.KIND,
                        Lease.KIND,
                        Event.KIND,
                        ReplicaSet.KIND,
                        Deployment.KIND,
                        Application.KIND,
                        Repository.KIND));
    }

    @Test
    void findsAKindByNameAndByPlural() {
        SchemaCatalog catalog = SchemaCatalog.builtIn();

        assertThat(catalog.byName("apps", "v1", "Deployment"))
                .isPresent()
                .isEqualTo(catalog.byPlural("apps", "v1", "deployments"));
        assertThat(catalog.byName("", "v1", "Service")).isEmpty();
        assertThatThrownBy(() -> catalog.of(Kind.core("v1", "Service", "services")))
                .hasMessageContaining("not served");
    }

    @Test
    void aDeploymentCanBeScaled() {
        KindSchema deployment = SchemaCatalog.builtIn().of(Deployment.KIND);

        assertThat(deployment.subresources()).containsExactly("scale", "status");
        assertThat(deployment.scale().spec()).isEqualTo(".spec.replicas");
        assertThat(deployment.shortNames()).containsExactly("deploy");
        assertThat(deployment.singular()).isEqualTo("deployment");
    }
}

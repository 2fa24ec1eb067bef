package dev.longshore.engine;

import dev.longshore.engine.access.certificates.AdminKubeconfig;
import dev.longshore.engine.access.certificates.CertificateAuthority;
import dev.longshore.engine.access.certificates.ClientCertificates;
import dev.longshore.engine.access.certificates.Credential;
import dev.longshore.engine.apiserver.ApiServer;
import dev.longshore.engine.apiserver.http.ApiListener;
import dev.longshore.engine.apiserver.http.ApiTls;
import dev.longshore.engine.apiserver.http.HttpLimits;
import dev.longshore.engine.apiserver.http.Serving;
import dev.longshore.process.Exit;
import dev.longshore.process.ProcessFault;
import dev.longshore.tasks.Tasks;
import dev.longshore.tasks.Time;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The API port: by which certificates it and its callers are known, and where it listens. What is wrong with them is a fault of the start. */
record ApiPort(EngineSettings settings, Tasks tasks, Time time) {
    /** That of the data folder; made when there is none. */
    CertificateAuthority authority() {
        try {
            return CertificateAuthority.open(settings.data().resolve("pki"), time.now());
        } catch (IllegalStateException unusable) {
            throw new ProcessFault(Exit.CONFIGURATION, unusable);
        } catch (UncheckedIOException fault) {
            throw ProcessFault.permission(fault);
        }
    }

    /** Listens on the event loops of the web port. */
    ApiListener listen(WebPort web, CertificateAuthority authority, ApiServer api) {
        List<String> names = new ArrayList<>(List.of("localhost", "127.0.0.1", settings.bind()));
        names.addAll(settings.names());
        Credential server = authority.server(names.stream().distinct().toList(), time.now());
        ApiTls tls = new ApiTls(server.key(), server.chain(), List.of(authority.certificate()));
        ClientCertificates clients = new ClientCertificates(authority.certificate());
        Serving serves = new Serving(tasks, time, HttpLimits.DEFAULT, chain -> clients.verify(chain, time.now()), api);
        try {
            return ApiListener.bind(
                    web.loops(), new InetSocketAddress(settings.bind(), settings.apiPort()), Optional.of(tls), serves);
        } catch (IllegalStateException taken) {
            throw new ProcessFault(Exit.CONFIGURATION, taken);
        }
    }

    /** Writes the administrator's kubeconfig. */
    void introduce(String address, CertificateAuthority authority) {
        try {
            AdminKubeconfig.write(settings.kubeconfigFile(), address, authority, authority.admin("admin", time.now()));
        } catch (UncheckedIOException fault) {
            throw ProcessFault.permission(fault);
        }
    }
}

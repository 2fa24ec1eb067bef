package dev.longshore.engine.apiserver;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteOptions.FieldValidation;
import dev.longshore.cluster.WriteResult;
import dev.longshore.engine.access.Authentication;
import dev.longshore.engine.access.certificates.CertificateAuthority;
import dev.longshore.engine.access.certificates.NodeRequest;
import dev.longshore.engine.apiserver.http.Exchange;
import dev.longshore.objects.ApiStatus;
import dev.longshore.objects.core.JoinToken;
import dev.longshore.tasks.Time;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /longshore/v1/join}: a node gets its certificate, for a one-time token or, to renew it, for the certificate it has.
 *
 * <p>The token is burned by compare-and-set before anything is signed. Asked again with the same token and key it answers again: the
 * first answer may have been lost. Refusals: 401 who is not known, 409 a token that was used for another key.
 */
public final class JoinEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(JoinEndpoint.class);
    private static final String BEARER = "Bearer ";
    private static final String MANAGER = "longshore-join";

    private final CertificateAuthority authority;
    private final Cluster cluster;
    private final Time time;

    /** @param cluster with the right to read and write Secrets in {@code kube-system} */
    public JoinEndpoint(CertificateAuthority authority, Cluster cluster, Time time) {
        this.authority = authority;
        this.cluster = cluster;
        this.time = time;
    }

    Answer answer(Exchange exchange) {
        if (!exchange.method().equals("POST")) {
            return Statuses.answer(Statuses.notAllowed());
        }
        try {
            RequestBody body = RequestBody.read(exchange, FieldValidation.IGNORE);
            NodeRequest request = NodeRequest.read(body.object().path("request").asText(""));
            Optional<ApiStatus> refusal = refusal(exchange, request);
            return refusal.isPresent() ? refused(exchange, refusal.get()) : signed(request);
        } catch (NodeRequest.Refused refused) {
            throw ApiRefusal.badRequest(String.valueOf(refused.getMessage()));
        }
    }

    private Answer signed(NodeRequest request) {
        LOG.info("node {} gets a certificate", request.node());
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("certificate", authority.node(request, time.now())).put("authority", authority.pem());
        return Answer.json(201, body);
    }

    private static Answer refused(Exchange exchange, ApiStatus status) {
        LOG.warn("{} may not join: {}", exchange.remote(), status.message());
        return Statuses.answer(status);
    }

    private Optional<ApiStatus> refusal(Exchange exchange, NodeRequest request) {
        Optional<String> header = exchange.header("authorization").filter(value -> value.startsWith(BEARER));
        if (header.isEmpty()) {
            return renewal(exchange, request);
        }
        Optional<JoinToken> token =
                JoinToken.parse(header.get().substring(BEARER.length()).strip());
        if (token.isEmpty()) {
            return unknown("it does not read ls1.<id>.<secret>.<pin>");
        }
        if (!token.get().pin().equals(authority.pin())) {
            return unknown("it was made by another cluster");
        }
        return burn(token.get(), request);
    }

    /** Who has a node's certificate may have a newer one of the same name. */
    private Optional<ApiStatus> renewal(Exchange exchange, NodeRequest request) {
        boolean known = exchange.connection() instanceof Authentication.Proven(var identity, Instant until)
                && until.isAfter(time.now())
                && request.isFrom(identity);
        return known
                ? Optional.empty()
                : Optional.of(ApiStatus.of(
                        401,
                        "Unauthorized",
                        "to join, send a token (longshore token create); to renew, the node's own certificate"));
    }

    private Optional<ApiStatus> burn(JoinToken token, NodeRequest request) {
        Optional<JoinToken.Kept> found = cluster.get(token.key()).map(JoinToken.Kept::new);
        if (found.isEmpty() || !token.matches(found.get())) {
            return unknown("this cluster does not know it");
        }
        JoinToken.Kept kept = found.get();
        if (kept.usedBy().isPresent()) {
            return sameAgain(kept, request)
                    ? Optional.empty()
                    : used(kept.usedBy().get());
        }
        if (kept.expired(time.now())) {
            return unknown("it has expired");
        }
        if (kept.node().isPresent() && !kept.node().get().equals(request.node())) {
            return unknown("it is for node " + kept.node().get() + " only");
        }
        return switch (cluster.replace(kept.burned(request.node(), request.keyHash()), WriteOptions.by(MANAGER))) {
            case WriteResult.Written _, WriteResult.Unchanged _ -> Optional.empty();
            case WriteResult.Refused(ApiStatus status) -> Optional.of(status);
            case WriteResult.Unknown(String why) -> Optional.of(Statuses.unavailable(why));
            case WriteResult.Stale _ -> used("another node, at this very moment");
            case WriteResult.Missing _, WriteResult.Exists _, WriteResult.Deleted _ -> unknown("it was withdrawn");
        };
    }

    private static boolean sameAgain(JoinToken.Kept kept, NodeRequest request) {
        return kept.usedBy().orElse("").equals(request.node()) && kept.usedKey().equals(request.keyHash());
    }

    private static Optional<ApiStatus> unknown(String why) {
        return Optional.of(ApiStatus.of(
                401,
                "Unauthorized",
                "the join token is not accepted: " + why + "; make one with: longshore token create"));
    }

    private static Optional<ApiStatus> used(String by) {
        return Optional.of(ApiStatus.of(
                409,
                "Conflict",
                "the join token has been used by " + by
                        + "; it is good for one node: make another with: longshore token create"));
    }
}

package dev.longshore.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.agent.host.LinuxHostFiles;
import dev.longshore.client.Lost;
import dev.longshore.client.NodeCredential;
import dev.longshore.cluster.Unavailable;
import dev.longshore.objects.core.JoinToken;
import dev.longshore.tasks.simulated.SimulatedProcess;
import dev.longshore.tasks.simulated.World;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The world begins at eight on March 1st; the first certificate is good until the 10th, the second until the 16th. */
class MembershipTest {
    private static final URI ONE = URI.create("https://one:6443");
    private static final URI TWO = URI.create("https://two:6443");
    private static final String TOKEN = new JoinToken("abcdef", "a".repeat(32), "0".repeat(64)).text();
    private static final String FIRST = "2026-03-10T00:00:00Z";
    private static final String SECOND = "2026-03-16T00:00:00Z";

    @TempDir
    Path folder;

    private final World world = new World(5);
    private final SimulatedProcess process = new SimulatedProcess(world, "agent", 0);
    private final FakeEngines engines = new FakeEngines(credential("second"));
    private DataFolder data;

    @BeforeEach
    void joinedOnce() {
        data = DataFolder.open(folder, new LinuxHostFiles());
        data.keepCredential(credential("first").pem());
    }

    private Membership membership(Optional<String> token) {
        var settings = new AgentSettings(
                List.of(ONE, TWO),
                token,
                "node-1",
                folder,
                "c",
                Path.of("/docker.sock"),
                "pods",
                "10.64.0.0/12",
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        var membership = new Membership(settings, data, engines, process);
        membership.join();
        process.start("certificate", membership::renew);
        return membership;
    }

    @Test
    void theCertificateIsRenewedWhenTwoThirdsOfItsLifeAreOverAndUsedFromThenOn() {
        Membership membership = membership(Optional.empty());

        world.run(Duration.ofHours(5 * 24 + 15));
        assertThat(engines.asked).isEmpty();
        assertThat(answer(membership)).isEqualTo("one " + FIRST);

        world.run(Duration.ofHours(2));
        assertThat(answer(membership)).isEqualTo("one " + SECOND);
        assertThat(data.credential()).contains(credential("second").pem());
        assertThat(engines.asked).containsExactly("request one", "renew one", "request one");
    }

    @Test
    void anEngineThatIsAwayIsPassedOverForTheRenewal() {
        engines.away.add(ONE);
        membership(Optional.empty());

        world.run(Duration.ofDays(6));

        assertThat(engines.asked).containsExactly("renew one", "renew two");
        assertThat(data.credential()).contains(credential("second").pem());
    }

    @Test
    void whileNobodyRenewsItIsTriedAgain() {
        engines.away.addAll(List.of(ONE, TWO));
        membership(Optional.empty());
        world.run(Duration.ofDays(6));
        assertThat(data.credential()).contains(credential("first").pem());

        engines.away.clear();
        world.run(Duration.ofMinutes(11));

        assertThat(data.credential()).contains(credential("second").pem());
    }

    @Test
    @DisplayName("A node that was off until its certificate expired joins again with a new token")
    void anExpiredCertificateIsReplacedByAToken() {
        world.run(Duration.ofDays(10));
        Membership membership = membership(Optional.of(TOKEN));

        world.run(Duration.ofMinutes(1));

        assertThat(engines.asked).containsExactly("join one");
        assertThat(answer(membership)).isEqualTo("one " + SECOND);
    }

    @Test
    @DisplayName("Without a token it goes on: its containers need it")
    void anExpiredCertificateDoesNotEndTheAgent() {
        world.run(Duration.ofDays(10));
        membership(Optional.empty());

        world.run(Duration.ofHours(1));

        assertThat(engines.asked).isEmpty();
        assertThat(process.gone()).isFalse();
        assertThat(world.violations()).isEmpty();
    }

    @Test
    void requestsGoToTheEngineThatAnsweredLast() {
        Membership membership = membership(Optional.empty());
        engines.away.add(ONE);
        assertThat(answer(membership)).startsWith("two ");
        engines.away.clear();

        assertThat(answer(membership)).startsWith("two ");
        assertThat(engines.asked).containsExactly("request one", "request two", "request two");
    }

    @Test
    void afterAnEngineThatStaysSilentTheNextOneIsAsked() {
        Membership membership = membership(Optional.empty());
        engines.silent.add(ONE);

        assertThatThrownBy(() -> answer(membership)).isInstanceOf(Lost.class);

        assertThat(answer(membership)).startsWith("two ");
    }

    @Test
    void whenAllAreAwayNothingWasSent() {
        Membership membership = membership(Optional.empty());

        membership.requests().close();

        assertThatThrownBy(() -> answer(membership)).isInstanceOf(Unavailable.class);
    }

    private static String answer(Membership membership) {
        byte[] body =
                membership.requests().send("GET", "/api", Map.of(), new byte[0]).body();
        return new String(body, StandardCharsets.UTF_8);
    }

    private static NodeCredential credential(String name) {
        try (InputStream pem = MembershipTest.class.getResourceAsStream("/credentials/" + name + ".pem")) {
            return NodeCredential.read(new String(pem.readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}

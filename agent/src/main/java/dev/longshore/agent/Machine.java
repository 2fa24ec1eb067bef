package dev.longshore.agent;

import dev.longshore.agent.AgentFault.Exit;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the process must know of the machine before it starts. */
final class Machine {
    private static final int DISCARD = 9;

    private Machine() {}

    /** @throws AgentFault for anybody else */
    static void requireRoot() {
        try {
            Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            if (!Integer.valueOf(0).equals(uid)) {
                throw new AgentFault(
                        Exit.PERMISSION,
                        "longshore agent mounts volumes and makes networks and must run as root, not as uid %s; use sudo or a system service"
                                .formatted(uid));
            }
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException notLinux) {
            throw new AgentFault(Exit.PERMISSION, "longshore agent runs on Linux only");
        }
    }

    /** The address that packets to the engine leave from. Nothing is sent. */
    static String addressTowards(URI engine) {
        try (var socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(engine.getHost(), DISCARD));
            InetAddress own = socket.getLocalAddress();
            return own.isAnyLocalAddress() ? "127.0.0.1" : own.getHostAddress();
        } catch (SocketException | RuntimeException noRoute) {
            return "127.0.0.1";
        }
    }

    /** Name of the machine, as a node is called where nothing else is said. */
    static String hostname() {
        try {
            return InetAddress.getLocalHost().getHostName().toLowerCase(java.util.Locale.ROOT);
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}

package dev.longshore.agent;

import dev.longshore.process.Exit;
import dev.longshore.process.ProcessFault;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** What the process must know of the machine before it starts. */
final class Machine {
    private static final int DISCARD = 9;
    private static final String ROOT = "0";
    private static final Pattern EFFECTIVE_USER = Pattern.compile("(?m)^Uid:\\s+\\d+\\s+(\\d+)");

    private Machine() {}

    /** @throws ProcessFault for anybody else */
    static void requireRoot() {
        try {
            requireRoot(Files.readString(Path.of("/proc/self/status")));
        } catch (IOException notLinux) {
            throw new ProcessFault(Exit.PERMISSION, "it runs on Linux only");
        }
    }

    /** @param status as in proc(5); what the process may do is decided by the second number of its line {@code Uid} */
    static void requireRoot(String status) {
        String user = EFFECTIVE_USER
                .matcher(status)
                .results()
                .map(line -> line.group(1))
                .findFirst()
                .orElse("?");
        if (!user.equals(ROOT)) {
            throw new ProcessFault(
                    Exit.PERMISSION,
                    "it mounts volumes and makes networks and must run as root, not as uid %s; use sudo or a system service"
                            .formatted(user));
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
            return InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}

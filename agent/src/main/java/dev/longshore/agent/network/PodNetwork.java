package dev.longshore.agent.network;

import java.util.List;
import java.util.Map;

/** Gives pods an address. Repeatable by pod uid; what it gave is re-read from the host after a restart. */
public interface PodNetwork {
    /**
     * Reserves an address before the sandbox is created.
     * @throws NetworkFault when the node's range is empty or exhausted
     */
    SandboxNetwork prepare(String podUid);

    /**
     * Completes the network of a sandbox that runs.
     * @param pid of the sandbox on the host
     */
    void complete(String podUid, int pid);

    /** Gives the address back. Absent is fine. */
    void release(String podUid);

    /** Tells the addresses that are in use, by pod uid, so that none is given twice after a restart. */
    void adopt(Map<String, String> addresses);

    /**
     * How to create the sandbox.
     * @param network name of a network of the container engine; {@code none} when the driver connects it later
     */
    record SandboxNetwork(String network, String address, List<String> dns) {}
}

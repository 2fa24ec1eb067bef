package dev.longshore.engine.nodes;

import java.util.Optional;
import java.util.Set;

/** Hands out pod ranges of one size from the cluster's range, lowest free one first. */
record PodRanges(int network, int bits, int nodeBits) {
    /**
     * @param cluster CIDR such as {@code 10.42.0.0/16}
     * @param nodeBits prefix length of one node's range, such as 24
     * @throws IllegalArgumentException when the text is no IPv4 CIDR or too small for one node
     */
    static PodRanges of(String cluster, int nodeBits) {
        String[] parts = cluster.split("/", -1);
        if (parts.length != 2 || !parts[1].matches("[0-9]{1,2}")) {
            throw new IllegalArgumentException("cluster CIDR \"" + cluster + "\" must look like 10.42.0.0/16");
        }
        int bits = Integer.parseInt(parts[1]);
        if (bits > nodeBits || nodeBits > 30) {
            throw new IllegalArgumentException(
                    "cluster CIDR \"" + cluster + "\" has no room for a node's range of /" + nodeBits);
        }
        int mask = bits == 0 ? 0 : -1 << (Integer.SIZE - bits);
        return new PodRanges(address(parts[0]) & mask, bits, nodeBits);
    }

    /** The lowest range that is not in {@code taken}; empty when all are. */
    Optional<String> free(Set<String> taken) {
        long count = 1L << (nodeBits - bits);
        for (long i = 0; i < count; i++) {
            String range = text((int) (network + (i << (Integer.SIZE - nodeBits)))) + "/" + nodeBits;
            if (!taken.contains(range)) {
                return Optional.of(range);
            }
        }
        return Optional.empty();
    }

    private static int address(String text) {
        String[] octets = text.split("\\.", -1);
        int address = 0;
        for (String octet : octets) {
            if (octets.length != 4 || !octet.matches("[0-9]{1,3}") || Integer.parseInt(octet) > 255) {
                throw new IllegalArgumentException("\"" + text + "\" is no IPv4 address");
            }
            address = (address << 8) | Integer.parseInt(octet);
        }
        return address;
    }

    private static String text(int address) {
        return (address >>> 24) + "." + ((address >>> 16) & 255) + "." + ((address >>> 8) & 255) + "."
                + (address & 255);
    }
}

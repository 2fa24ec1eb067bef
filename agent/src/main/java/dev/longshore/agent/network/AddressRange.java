package dev.longshore.agent.network;

import java.util.Optional;

/**
 * A range of IPv4 addresses, as in {@code 10.64.3.0/24}.
 *
 * @param first as a number
 * @param size how many addresses, a power of two
 */
record AddressRange(long first, long size) {
    private static final int BITS = 32;

    /** @throws NetworkFault when the text is no IPv4 range or has bits set beyond its prefix */
    static AddressRange parse(String text) {
        String[] parts = text.split("/", -1);
        Optional<Long> first = parts.length == 2 ? number(parts[0]) : Optional.empty();
        if (first.isPresent() && parts[1].matches("[1-9]|[12]\\d|3[0-2]")) {
            long size = 1L << (BITS - Integer.parseInt(parts[1]));
            if (first.get() % size == 0) {
                return new AddressRange(first.get(), size);
            }
        }
        throw new NetworkFault(text + " is no range of IPv4 addresses; one looks like 10.64.3.0/24");
    }

    boolean contains(long address) {
        return address >= first && address < first + size;
    }

    boolean contains(AddressRange other) {
        return contains(other.first) && other.size <= size;
    }

    /** Empty when the text is no IPv4 address. */
    static Optional<Long> number(String address) {
        if (!address.matches("(\\d{1,3}\\.){3}\\d{1,3}")) {
            return Optional.empty();
        }
        long number = 0;
        for (String part : address.split("\\.", -1)) {
            if (Integer.parseInt(part) > 255) {
                return Optional.empty();
            }
            number = number << 8 | Integer.parseInt(part);
        }
        return Optional.of(number);
    }

    static String text(long address) {
        return "%d.%d.%d.%d".formatted(address >> 24 & 255, address >> 16 & 255, address >> 8 & 255, address & 255);
    }
}

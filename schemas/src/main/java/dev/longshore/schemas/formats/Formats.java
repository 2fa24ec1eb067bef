package dev.longshore.schemas.formats;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;

/** The checks that kind files name. Hand-written loops: they run on every write. Source: apimachinery util/validation. */
public final class Formats {
    private static final int LABEL_MAX = 63;
    private static final int SUBDOMAIN_MAX = 253;
    private static final int PORT_NAME_MAX = 15;
    private static final Map<String, Function<String, Optional<String>>> NAMED = Map.of(
            "dns-label", Formats::dnsLabel,
            "port-name", Formats::portName,
            "env-name", Formats::envName);

    private Formats() {}

    /** By the word in a kind file. */
    public static Optional<Function<String, Optional<String>>> named(String name) {
        return Optional.ofNullable(NAMED.get(name));
    }

    /** For the check that each is used. */
    public static Iterable<String> names() {
        return NAMED.keySet();
    }

    /** RFC 1123 label, at most 63 characters. */
    public static Optional<String> dnsLabel(String value) {
        if (value.length() > LABEL_MAX) {
            return tooLong(LABEL_MAX);
        }
        return isDnsLabel(value, 0, value.length())
                ? Optional.empty()
                : Optional.of(
                        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must"
                                + " start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for"
                                + " validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')");
    }

    /** RFC 1123 subdomain, at most 253 characters. */
    public static Optional<String> dnsSubdomain(String value) {
        if (value.length() > SUBDOMAIN_MAX) {
            return tooLong(SUBDOMAIN_MAX);
        }
        return isDnsSubdomain(value)
                ? Optional.empty()
                : Optional.of(
                        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.',"
                                + " and must start and end with an alphanumeric character (e.g. 'example.com', regex used for"
                                + " validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')");
    }

    /** IANA service name: at most 15 of {@code a-z 0-9 -}, a letter among them. */
    static Optional<String> portName(String value) {
        if (value.length() > PORT_NAME_MAX) {
            return tooLong(PORT_NAME_MAX);
        }
        boolean letter = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!isLowerAlphanumeric(c) && c != '-') {
                return Optional.of("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
            }
            letter |= c >= 'a' && c <= 'z';
        }
        if (!letter) {
            return Optional.of("must contain at least one letter (a-z)");
        }
        if (value.contains("--")) {
            return Optional.of("must not contain consecutive hyphens");
        }
        return value.startsWith("-") || value.endsWith("-")
                ? Optional.of("must not begin or end with a hyphen")
                : Optional.empty();
    }

    /** Printable ASCII without {@code =}. */
    static Optional<String> envName(String value) {
        return !value.isEmpty() && isEach(value, c -> c >= ' ' && c <= '~' && c != '=')
                ? Optional.empty()
                : Optional.of(
                        "a valid environment variable name must consist only of printable ASCII characters other than"
                                + " '=' (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1')");
    }

    static Optional<String> tooLong(int max) {
        return Optional.of("must be no more than " + max + " characters");
    }

    static boolean isDnsSubdomain(String value) {
        int start = 0;
        for (int end = value.indexOf('.'); end >= 0; end = value.indexOf('.', start)) {
            if (!isDnsLabel(value, start, end)) {
                return false;
            }
            start = end + 1;
        }
        return isDnsLabel(value, start, value.length());
    }

    private static boolean isDnsLabel(String value, int start, int end) {
        if (start == end || value.charAt(start) == '-' || value.charAt(end - 1) == '-') {
            return false;
        }
        for (int i = start; i < end; i++) {
            if (!isLowerAlphanumeric(value.charAt(i)) && value.charAt(i) != '-') {
                return false;
            }
        }
        return true;
    }

    /** Whether every character is one of those; a loop, for a stream costs ten times the bytes of the text. */
    static boolean isEach(String value, IntPredicate one) {
        for (int i = 0; i < value.length(); i++) {
            if (!one.test(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLowerAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }
}

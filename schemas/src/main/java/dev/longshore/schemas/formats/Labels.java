package dev.longshore.schemas.formats;

import java.util.Optional;

/** Keys and values of labels, annotations, selectors and configuration. Source: apimachinery util/validation. */
public final class Labels {
    private static final int NAME_MAX = 63;
    private static final int CONFIG_KEY_MAX = 253;
    private static final String NAME_SHAPE = "alphanumeric characters, '-', '_' or '.', and must start and end with an"
            + " alphanumeric character (e.g. ";

    private Labels() {}

    /** {@code [prefix/]name}: the prefix a DNS subdomain, the name at most 63 characters. */
    public static Optional<String> key(String key) {
        int slash = key.indexOf('/');
        if (slash != key.lastIndexOf('/')) {
            return Optional.of("a qualified name must consist of " + NAME_SHAPE
                    + "'MyName',  or 'my.name',  or '123-abc', regex used for validation is"
                    + " '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g."
                    + " 'example.com/MyName')");
        }
        if (slash == 0) {
            return Optional.of("prefix part must be non-empty");
        }
        if (slash > 0) {
            Optional<String> fault = Formats.dnsSubdomain(key.substring(0, slash));
            if (fault.isPresent()) {
                return fault.map(text -> "prefix part " + text);
            }
        }
        return name(key.substring(slash + 1));
    }

    private static Optional<String> name(String name) {
        if (name.isEmpty()) {
            return Optional.of("name part must be non-empty");
        }
        if (name.length() > NAME_MAX) {
            return Optional.of("name part must be no more than " + NAME_MAX + " characters");
        }
        return isName(name)
                ? Optional.empty()
                : Optional.of("name part must consist of " + NAME_SHAPE
                        + "'MyName',  or 'my.name',  or '123-abc', regex used for validation is"
                        + " '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')");
    }

    /** Empty, or at most 63 characters of the same shape as a key's name. */
    public static Optional<String> value(String value) {
        if (value.length() > NAME_MAX) {
            return Formats.tooLong(NAME_MAX);
        }
        return value.isEmpty() || isName(value)
                ? Optional.empty()
                : Optional.of("a valid label must be an empty string or consist of " + NAME_SHAPE
                        + "'MyValue',  or 'my_value',  or '12345', regex used for validation is"
                        + " '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')");
    }

    /** A key of a ConfigMap or Secret: a file name without directories. */
    public static Optional<String> configKey(String key) {
        if (key.length() > CONFIG_KEY_MAX) {
            return Formats.tooLong(CONFIG_KEY_MAX);
        }
        if (key.isEmpty() || !Formats.isEach(key, Labels::isNameCharacter)) {
            return Optional.of("a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g."
                    + " 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')");
        }
        if (key.equals(".") || key.equals("..")) {
            return Optional.of("must not be '" + key + "'");
        }
        return key.startsWith("..") ? Optional.of("must not start with '..'") : Optional.empty();
    }

    private static boolean isName(String name) {
        if (!isAlphanumeric(name.charAt(0)) || !isAlphanumeric(name.charAt(name.length() - 1))) {
            return false;
        }
        return Formats.isEach(name, Labels::isNameCharacter);
    }

    private static boolean isNameCharacter(int c) {
        return isAlphanumeric(c) || c == '-' || c == '_' || c == '.';
    }

    private static boolean isAlphanumeric(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}

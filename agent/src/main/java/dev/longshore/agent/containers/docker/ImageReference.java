package dev.longshore.agent.containers.docker;

/**
 * An image reference in the two parts a pull takes.
 *
 * @param name host, path and, where given, the digest
 * @param tag empty with a digest, which wins over a tag
 */
record ImageReference(String name, String tag) {
    static ImageReference of(String text) {
        int digest = text.indexOf('@');
        String named = digest < 0 ? text : text.substring(0, digest);
        int colon = named.lastIndexOf(':');
        boolean tagged = colon > named.lastIndexOf('/');
        String name = tagged ? named.substring(0, colon) : named;
        if (digest >= 0) {
            return new ImageReference(name + text.substring(digest), "");
        }
        return new ImageReference(name, tagged ? named.substring(colon + 1) : "latest");
    }
}

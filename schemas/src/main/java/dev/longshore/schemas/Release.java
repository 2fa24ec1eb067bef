package dev.longshore.schemas;

/** Which release this is, and of which release of Kubernetes its kinds are. */
public final class Release {
    /** Kinds are those of this Kubernetes. */
    public static final String KUBERNETES = "1.34.0";

    /** Of this build; {@code development} when it does not run from its archive. */
    public static final String LONGSHORE = read();

    /**
     * Both in one, as Kubernetes writes versions: ours is build metadata, which version rules ignore; behind a hyphen it would be a
     * pre-release, which many charts refuse. Source: Semantic Versioning 2.0.0, 9 and 10.
     */
    public static final String TEXT = "v" + KUBERNETES + "+longshore." + LONGSHORE;

    private Release() {}

    private static String read() {
        String version = Release.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}

package dev.longshore.engine.web;

/** Bounds of the web port. */
public final class WebLimits {
    /**
     * Bytes of a body; more is 413. Git hosts send up to 25 MB (GitHub), but a body is held in memory before its signature is known, and
     * what a refused delivery costs is one poll period.
     */
    public static final int BODY_BYTES_MAX = 1024 * 1024;

    private WebLimits() {}
}

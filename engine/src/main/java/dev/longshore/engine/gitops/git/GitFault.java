package dev.longshore.engine.gitops.git;

/** A repository could not be read. The message says what, where and what to do, without any credential. */
public final class GitFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean passing;

    public GitFault(String message) {
        this(message, false);
    }

    private GitFault(String message, boolean passing) {
        super(message);
        this.passing = passing;
    }

    /** Says nothing about what stands in the commit: the same read may succeed in a moment. */
    public static GitFault passing(String message) {
        return new GitFault(message, true);
    }

    /** See {@link #passing(String)}. */
    public boolean passing() {
        return passing;
    }
}

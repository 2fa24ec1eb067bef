package dev.longshore.engine.gitops.git;

/** A repository could not be read. The message says what, where and what to do, without any credential. */
public final class GitFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean damage;

    public GitFault(String message) {
        this(message, false);
    }

    private GitFault(String message, boolean damage) {
        super(message);
        this.damage = damage;
    }

    /** What was fetched before cannot be read any more; it is fetched again. */
    static GitFault damaged(String message) {
        return new GitFault(message, true);
    }

    /** Whether it says nothing about the commit: the same read may succeed later. */
    public boolean passing() {
        return damage;
    }
}

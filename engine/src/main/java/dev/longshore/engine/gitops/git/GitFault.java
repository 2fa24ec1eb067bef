package dev.longshore.engine.gitops.git;

/** A repository could not be read. The message says what, where and what to do, without any credential. */
public final class GitFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    public GitFault(String message) {
        super(message);
    }
}

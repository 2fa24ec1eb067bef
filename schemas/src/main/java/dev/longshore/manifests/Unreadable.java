package dev.longshore.manifests;

/** Ends the reading of one document; carries the place. Never leaves the package. */
final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int line;
    private final int column;
    private final String fault;

    /** @param line from 1 in the file */
    Unreadable(int line, int column, String fault) {
        super(fault, null, false, false);
        this.line = line;
        this.column = column;
        this.fault = fault;
    }

    ManifestProblem in(String file) {
        return new ManifestProblem(file, line, column, fault);
    }
}
